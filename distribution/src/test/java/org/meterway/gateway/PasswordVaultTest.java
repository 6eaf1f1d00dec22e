/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordVaultTest {
  private static final String PASSWORD = "p\u00e4ss \uD83D\uDD11";

  @TempDir private Path folder;

  private PasswordVault vault() {
    return new PasswordVault(folder.resolve("key"));
  }

  @Test
  void whatIsSealedIsReadableAfterARestartAndLooksTheSameEachTime() throws Exception {
    String sealed = vault().seal(PASSWORD);

    assertFalse(sealed.contains("ss"), sealed);
    assertEquals(PASSWORD, new String(vault().decode(sealed)));
    assertEquals(sealed, vault().seal(PASSWORD));
    assertEquals(sealed, vault().seal(sealed));
    assertNotEquals(sealed, vault().seal("another"));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))));
  }

  @Test
  void whatStandsInClearIsTakenAsItIsAndMakesNoKey() throws Exception {
    assertEquals("clear", new String(vault().decode("clear")));
    assertEquals("", vault().seal(""));
    assertFalse(Files.exists(folder.resolve("key")));
  }

  @Test
  void anotherKeyAndADamagedTextAreNamed() throws Exception {
    String sealed = vault().seal(PASSWORD);
    Files.writeString(folder.resolve("key"), "damaged");

    String reason =
        assertThrows(IllegalArgumentException.class, () -> vault().decode(sealed)).getMessage();
    assertEquals("it was sealed with another key than " + folder.resolve("key"), reason);
    for (String damaged : new String[] {"{aes}", "{aes}AAAA", "{aes}%", sealed + "AAAA"}) {
      String words =
          assertThrows(IllegalArgumentException.class, () -> vault().decode(damaged)).getMessage();
      assertTrue(!words.contains(PASSWORD), words);
    }
  }
}
