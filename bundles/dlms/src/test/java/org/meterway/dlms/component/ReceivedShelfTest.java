/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedShelfTest {
  private static final SortedMap<String, ReceivedShelf.Kept> TWO =
      new TreeMap<>(
          Map.of(
              "4b414d4500000001", new ReceivedShelf.Kept(0xFFFF_FFFFL, "0011223344556677"),
              "4b414d4500000002", new ReceivedShelf.Kept(0, "8899aabbccddeeff")));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("dlms").resolve("received-pushes");
  }

  @Test
  void whatIsKeptIsThereAfterwards() throws IOException {
    ReceivedShelf shelf = new ReceivedShelf(file());
    assertEquals(Map.of(), shelf.load());
    shelf.save(TWO);

    assertEquals(TWO, new ReceivedShelf(file()).load());
  }

  @Test
  void whatHasNotChangedIsNotWritten() throws IOException {
    ReceivedShelf shelf = new ReceivedShelf(file());
    shelf.save(TWO);
    Files.delete(file());

    shelf.save(new TreeMap<>(TWO));

    assertTrue(Files.notExists(file()));
  }

  @Test
  void eachDamagedOctetIsNoticed() throws IOException {
    new ReceivedShelf(file()).save(TWO);
    byte[] good = Files.readAllBytes(file());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(file(), bad);
      assertThrows(IOException.class, () -> new ReceivedShelf(file()).load(), "octet " + i);
    }
    Files.write(file(), new byte[0]);
    assertThrows(IOException.class, () -> new ReceivedShelf(file()).load());
  }
}
