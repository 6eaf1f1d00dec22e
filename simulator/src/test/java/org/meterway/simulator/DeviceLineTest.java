/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceLineTest {
  private static final byte[] EVERY_OCTET = new byte[256];

  static {
    for (int i = 0; i < EVERY_OCTET.length; i++) {
      EVERY_OCTET[i] = (byte) i;
    }
  }

  @Test
  void carriesEveryOctetBothWays() throws Exception {
    try (Pty pty = Pty.open();
        Line other = new PtyLine(pty);
        Line line = DeviceLine.open(pty.device(), 115200)) {
      line.write(EVERY_OCTET, 0, EVERY_OCTET.length);
      assertArrayEquals(EVERY_OCTET, readAll(other));
      other.write(EVERY_OCTET, 0, EVERY_OCTET.length);
      assertArrayEquals(EVERY_OCTET, readAll(line));
    }
  }

  private static byte[] readAll(Line line) throws IOException {
    byte[] all = new byte[EVERY_OCTET.length];
    int filled = 0;
    while (filled < all.length) {
      byte[] some = new byte[all.length - filled];
      int count = line.read(some);
      assertTrue(count > 0);
      System.arraycopy(some, 0, all, filled, count);
      filled += count;
    }
    return Arrays.copyOf(all, filled);
  }

  @Test
  void tellsWhatIsNoSerialLine(@TempDir Path folder) throws IOException {
    Path absent = folder.resolve("ttyX");
    assertEquals(
        absent.toString(),
        assertThrows(NoSuchFileException.class, () -> DeviceLine.open(absent, 9600)).getFile());

    Path file = Files.createFile(folder.resolve("file"));
    IOException e = assertThrows(IOException.class, () -> DeviceLine.open(file, 9600));
    assertTrue(e.getMessage().startsWith(file + " does not take 9600 baud 8N1"), e.getMessage());
  }
}
