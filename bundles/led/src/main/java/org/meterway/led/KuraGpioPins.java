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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Pins through Kura's GPIO service. There where that is, and only loaded there. */
@Component(name = "org.meterway.led.KuraGpioPins", service = GpioPins.class)
public final class KuraGpioPins implements GpioPins {
  private final GPIOService gpio;

  /** Works as long as Kura's service does. */
  @Activate
  public KuraGpioPins(@Reference(name = "GPIOService") GPIOService gpio) {
    this.gpio = gpio;
  }

  @Override
  public LedOutput output(String pin) {
    return new Pin(gpio, pin);
  }

  /** One pin. */
  private static final class Pin implements LedOutput {
    private final GPIOService gpio;
    private final String name;
    private KuraGPIOPin pin;

    Pin(GPIOService gpio, String name) {
      this.gpio = gpio;
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
      } catch (
          Exception e) { // What Kura adds to IOException is in a package that need not be there.
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
}
