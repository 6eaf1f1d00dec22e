/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePasswordTest {
  @TempDir private Path folder;

  @Test
  void theFirstStartMakesAPasswordAndLaterOnesKnowItsHashOnly() throws Exception {
    Path file = folder.resolve("password");

    ConsolePassword first = ConsolePassword.in(file);
    ConsolePassword later = ConsolePassword.in(file);

    String password = first.fresh().orElseThrow();
    assertTrue(password.matches("([a-z2-9]{4}-){4}[a-z2-9]{4}"), password);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
    assertEquals("{sha-256}" + Base64.getEncoder().encodeToString(digest), first.hash());
    assertEquals(new ConsolePassword(first.hash(), Optional.empty()), later);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(!Files.readString(file).contains(password));
    assertTrue(!first.toString().contains(password));
  }

  @Test
  void eachGatewayHasItsOwn() throws Exception {
    assertNotEquals(
        ConsolePassword.in(folder.resolve("one")).fresh(),
        ConsolePassword.in(folder.resolve("two")).fresh());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "{sha-256}",
        "{sha-256}5x2bPUj3Eu8",
        "{sha-256}=",
        "admin",
        "{md5}5x2bPUj3Eu8jbXQVqXy5SdnLpZvQYJsbyA4wOEVeDLE=",
        "{sha-256}5x2bPUj3Eu8jbXQVqXy5SdnLpZvQYJsbyA4wOEVeDLE=\nmore"
      })
  void aFileWithoutAWholeHashIsReplacedByANewPassword(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), content);

    ConsolePassword made = ConsolePassword.in(file);

    assertTrue(made.fresh().isPresent());
    assertTrue(made.hash().matches("\\{sha-256}[A-Za-z0-9+/]{43}="), made.hash());
    assertEquals(made.hash() + "\n", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(Optional.empty(), ConsolePassword.in(file).fresh());
  }
}
