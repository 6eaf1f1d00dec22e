/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Queues of any name: each has a folder of its own within the store's. */
class FolderNamesFuzzTest extends FuzzTarget {
  /** Longer ones are cut, with a digest behind them. */
  private static final int SHORT = 200;

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    String name = choices.text().replace("\uFFFD", "");
    String folder = FolderNames.encode(name);
    assertTrue(folder.matches("[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]*"), folder);
    assertTrue(folder.length() <= SHORT, folder);
    boolean cut = folder.contains("%~");
    if (!cut) {
      assertEquals(name, FolderNames.decode(folder));
    }
    assertFalse(FolderNames.encode(name + "x").equals(folder));
    String any = new String(input, StandardCharsets.ISO_8859_1);
    assertTrue(FolderNames.decode(any).length() <= any.length());
  }

  @Override
  protected List<String> words() {
    return List.of("..", "/", ".", "%", "%~", "%2F", "hes", "\u0000", "ä", "x".repeat(140));
  }
}
