/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.io.IOException;
import org.eclipse.kura.gpio.GPIOService;
import org.eclipse.kura.gpio.KuraGPIODirection;
import org.eclipse.kura.gpio.KuraGPIOMode;
import org.eclipse.kura.gpio.KuraGPIOPin;
import org.eclipse.kura.gpio.KuraGPIOTrigger;

/** A pin of Kura's GPIO service. Only loaded where that is. */
final class KuraPin implements LedOutput {
  private final GPIOService gpio;
  private final String name;
  private KuraGPIOPin pin;

  /**
   * A pin that is not taken over yet.
   *
   * @param gpio Kura's service
   * @param name of the pin, or the number of its terminal
   */
  KuraPin(Object gpio, String name) {
    this.gpio = (GPIOService) gpio;
    this.name = name;
  }

  @Override
  public void open() throws IOException {
    KuraGPIOPin found = find();
    if (found == null) {
      throw new IOException("Kura knows no GPIO pin " + name);
    }
    try {
      if (!found.isOpen()) {
        found.open();
      }
    } catch (Exception e) { // What Kura adds to IOException is in a package of its own.
      throw new IOException("GPIO pin " + name + " cannot be opened: " + e, e);
    }
    pin = found;
  }

  private KuraGPIOPin find() {
    return name.chars().allMatch(Character::isDigit)
        ? gpio.getPinByTerminal(
            Integer.parseInt(name),
            KuraGPIODirection.OUTPUT,
            KuraGPIOMode.OUTPUT_PUSH_PULL,
            KuraGPIOTrigger.NONE)
        : gpio.getPinByName(
            name, KuraGPIODirection.OUTPUT, KuraGPIOMode.OUTPUT_PUSH_PULL, KuraGPIOTrigger.NONE);
  }

  @Override
  public void set(boolean on) throws IOException {
    try {
      pin.setValue(on);
    } catch (Exception e) {
      throw new IOException("GPIO pin " + name + " cannot be set: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    KuraGPIOPin open = pin;
    pin = null;
    if (open != null) {
      open.close();
    }
  }
}
