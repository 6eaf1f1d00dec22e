/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.gpio.GPIOService;
import org.eclipse.kura.gpio.KuraGPIODirection;
import org.eclipse.kura.gpio.KuraGPIOMode;
import org.eclipse.kura.gpio.KuraGPIOPin;
import org.eclipse.kura.gpio.KuraGPIOTrigger;
import org.eclipse.kura.gpio.KuraUnavailableDeviceException;
import org.junit.jupiter.api.Test;

class KuraPinTest {
  private final List<String> done = new ArrayList<>();
  private boolean available = true;

  @Test
  void aPinIsFoundByItsNameOrItsTerminal() throws IOException {
    for (String pin : List.of("led1", "17")) {
      LedOutput output = pin(pin);
      output.open();
      output.set(true);
      output.close();
    }
    assertEquals(
        List.of(
            "name led1", "open", "set true", "close", "terminal 17", "open", "set true", "close"),
        done);
  }

  @Test
  void aPinThatIsNotThereIsSaid() {
    assertEquals(
        "Kura knows no GPIO pin led2",
        assertThrows(IOException.class, () -> pin("led2").open()).getMessage());
  }

  @Test
  void aPinThatIsNotAvailableIsSaid() {
    available = false;
    IOException failed = assertThrows(IOException.class, () -> pin("led1").open());
    assertEquals("GPIO pin led1 cannot be opened: " + failed.getCause(), failed.getMessage());
  }

  private KuraPin pin(String name) {
    return new KuraPin(new Gpio(), name);
  }

  private final class Gpio implements GPIOService {
    @Override
    public KuraGPIOPin getPinByName(
        String pinName, KuraGPIODirection direction, KuraGPIOMode mode, KuraGPIOTrigger trigger) {
      assertEquals(KuraGPIODirection.OUTPUT, direction);
      done.add("name " + pinName);
      return pinName.equals("led1") ? new Pin() : null;
    }

    @Override
    public KuraGPIOPin getPinByTerminal(
        int terminal, KuraGPIODirection direction, KuraGPIOMode mode, KuraGPIOTrigger trigger) {
      done.add("terminal " + terminal);
      return new Pin();
    }
  }

  private final class Pin implements KuraGPIOPin {
    private boolean open;

    @Override
    public void open() throws KuraUnavailableDeviceException {
      if (!available) {
        throw new KuraUnavailableDeviceException("led1");
      }
      open = true;
      done.add("open");
    }

    @Override
    public void setValue(boolean active) {
      done.add("set " + active);
    }

    @Override
    public void close() {
      open = false;
      done.add("close");
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }
}
