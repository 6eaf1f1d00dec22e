/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialDevicesTest {
  @TempDir private Path root;

  private void terminal(String name, String type) throws IOException {
    Path terminal = Files.createDirectories(root.resolve("sys/class/tty").resolve(name));
    Files.createDirectory(terminal.resolve("device"));
    if (!type.isEmpty()) {
      Files.writeString(terminal.resolve("type"), type + "\n");
    }
  }

  @Test
  void lastingNamesComeFirstThenHardwareThenWhatIsConfigured() throws IOException {
    Path links = Files.createDirectories(root.resolve("dev/serial/by-id"));
    Files.createSymbolicLink(links.resolve("usb-FTDI-if00"), Path.of("../../ttyUSB0"));
    Files.createFile(root.resolve("dev/pts7"));
    terminal("ttyUSB0", "");
    terminal("ttyS0", "4");
    terminal("ttyS1", "0");
    Files.createDirectory(root.resolve("sys/class/tty/tty1"));

    assertEquals(
        List.of(
            new Choice(
                "/dev/serial/by-id/usb-FTDI-if00", "/dev/serial/by-id/usb-FTDI-if00 (ttyUSB0)"),
            new Choice("/dev/ttyS0", "/dev/ttyS0"),
            new Choice("/dev/ttyUSB0", "/dev/ttyUSB0"),
            new Choice("/dev/pts7", "/dev/pts7"),
            new Choice("/dev/ttyUSB9", "/dev/ttyUSB9 (not there now)")),
        new SerialDevices(root).choices(List.of("/dev/ttyUSB0", "/dev/pts7", "/dev/ttyUSB9")));
  }

  @Test
  void aMachineWithoutSerialDevicesOffersNothing() {
    assertEquals(List.of(), new SerialDevices(root).choices(List.of()));
  }
}
