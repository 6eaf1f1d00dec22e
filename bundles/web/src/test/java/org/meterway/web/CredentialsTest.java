/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private final Credentials credentials = Credentials.of("admin", "pass:wörd".toCharArray());

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theRightOnesMatch() {
    assertTrue(credentials.match(basic("admin:pass:wörd")));
    assertTrue(credentials.match(basic("admin:pass:wörd").replace("Basic", "basic")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin:pass", "admin:", ":pass:wörd", "Admin:pass:wörd", "admin", "", ":", "a:b"})
  void othersDoNot(String userAndPassword) {
    assertFalse(credentials.match(basic(userAndPassword)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic !", "Bearer admin", "Digest x"})
  void whatIsNoBasicLogInDoesNot(String header) {
    assertFalse(credentials.match(header));
  }

  @Test
  void theLaunchersHashIsUnderstood() {
    byte[] hash = Credentials.sha256("pass:wörd".getBytes(StandardCharsets.UTF_8));
    String text = "{sha-256}" + Base64.getEncoder().encodeToString(hash);

    assertEquals(Optional.of(credentials), Credentials.hashed("admin", text));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "admin", "{sha-256}", "{sha-256}YWRtaW4=", "{sha-256}!", "{md5}x"})
  void anythingElseLetsNobodyIn(String hash) {
    assertEquals(Optional.empty(), Credentials.hashed("admin", hash));
    assertEquals(Optional.empty(), Credentials.hashed("", "{sha-256}" + "A".repeat(43) + "="));
  }

  @Test
  void thePasswordIsNotShown() {
    assertEquals("Credentials[admin]", credentials.toString());
  }
}
