/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.config.InvalidConfigurationException;

class TlsSettingsTest {
  private final TestSettings settings =
      TestSettings.at(1).with("host", "hes.example").with("security", "TLS");

  @Test
  void withoutSecurityNothingOfItIsKept() {
    assertTrue(TestSettings.at(1).settings().tls().isEmpty());
    assertTrue(
        settings.with("security", "none").with("tlsTrust", "ca.pem").settings().tls().isEmpty());
  }

  @Test
  void withoutMoreTheHostIsCheckedAgainstTheTrustOfJava() {
    TlsSettings tls = settings.settings().tls().orElseThrow();
    assertEquals("hes.example", tls.serverName());
    assertEquals(TlsVersions.TLS12_TLS13, tls.versions());
    assertEquals(Optional.empty(), tls.trust());
    assertFalse(tls.fromIdentity());
  }

  @Test
  void allIsTakenOver() {
    TlsSettings tls =
        settings
            .with("tlsVersions", "TLS13")
            .with("tlsTrust", " /etc/ca.pem ")
            .with("tlsCertificate", "/etc/own.pem")
            .with("tlsKey", "/etc/own.key")
            .with("tlsServerName", " ami.example ")
            .with("TlsIdentity_target", " (kura.service.pid=ks1) ")
            .settings()
            .tls()
            .orElseThrow();
    assertEquals(TlsVersions.TLS13, tls.versions());
    assertEquals(Optional.of(Path.of("/etc/ca.pem")), tls.trust());
    assertEquals(Optional.of(Path.of("/etc/own.key")), tls.key());
    assertEquals("ami.example", tls.serverName());
    assertTrue(tls.fromIdentity());
  }

  @ParameterizedTest
  @CsvSource({
    "security, SSL, 'one of NONE, TLS'",
    "tlsVersions, TLS11, 'one of TLS12_TLS13, TLS13'",
    "tlsKey, own.key, tlsCertificate is",
    "tlsServerName, not a name, tlsServerName is",
    "tlsServerName, -.example, tlsServerName is"
  })
  void whatIsWrongIsNamed(String property, String value, String words) {
    assertRefused(property, value, words);
  }

  @Test
  void aPathThatCannotBeOneIsNamed() {
    assertRefused("tlsTrust", "a\0b", "tlsTrust is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.2.3", "::1", "localhost", "hes", "b\u00FCro.example", "hes.example."})
  void aNameOrAnAddressServes(String name) {
    assertEquals(
        name, settings.with("tlsServerName", name).settings().tls().orElseThrow().serverName());
  }

  @Test
  void aPasswordIsNeverShown() {
    TestSettings secret = settings.with("tlsPassword", "0pen sesame");
    assertFalse(secret.settings().toString().contains("sesame"));
    assertEquals(secret.settings(), secret.settings());
    String refusal = assertRefused("tlsPassword", "s\u00E9same", "tlsPassword is \"(hidden)\"");
    assertFalse(refusal.contains("s\u00E9same"), refusal);
  }

  private String assertRefused(String property, String value, String words) {
    String message =
        assertThrows(InvalidConfigurationException.class, settings.with(property, value)::settings)
            .getMessage();
    assertTrue(message.contains(words), message);
    return message;
  }
}
