/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.Protection;

class MeterOptionsTest {
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";

  private static MeterOptions options(Object... properties) {
    Map<String, Object> all = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      all.put((String) properties[i], properties[i + 1]);
    }
    return MeterOptions.of(Config.meter(all), null);
  }

  private static List<String> problems(Object... properties) {
    return assertThrows(InvalidConfigurationException.class, () -> options(properties)).problems();
  }

  @Test
  void anAddressIsEnoughForThePublicClient() {
    MeterOptions options = options("uri", "tcp://10.0.0.5:4059");
    assertEquals(Route.Kind.TCP, options.route().kind());
    assertEquals("10.0.0.5", options.route().host());
    assertEquals(4059, options.route().port());
    assertEquals(16, options.route().client());
    assertEquals(Mechanism.NONE, options.security().mechanism());
    assertFalse(options.security().needsKeys());
    assertTrue(options.logicalNames());
  }

  @Test
  void anAddressOfSixteenOctetsIsOneToo() {
    assertEquals("::1", options("uri", "tcp://[::1]:4059").route().host());
    assertEquals("tcp://[::1]:4059", options("uri", "tcp://[::1]:4059").route().inWords());
  }

  @Test
  void theMeterIsSomewhereAndNowhereElse() {
    assertEquals(1, problems().size());
    assertTrue(problems().get(0).startsWith("uri is \"\", expected one of uri"));
    assertEquals(
        1, problems("uri", "tcp://a:1", "MeterPort.target", "(kura.service.pid=a)").size());
    assertEquals(
        Route.Kind.PORT, options("MeterPort.target", "(kura.service.pid=a)").route().kind());
    assertEquals(
        Route.Kind.LINK, options("MeterLink.target", "(kura.service.pid=a)").route().kind());
  }

  @Test
  void aWrongAddressSaysWhatWouldBeRight() {
    for (String wrong :
        List.of("10.0.0.5:4059", "tcp://a", "tcp://a:0", "tcp://a:1/x", "x://a:1")) {
      assertTrue(
          problems("uri", wrong).get(0).contains("expected tcp://HOST:PORT"),
          problems("uri", wrong)::toString);
    }
    assertEquals(
        List.of("framing is \"HDLC\", expected WRAPPER over UDP"),
        problems("uri", "udp://a:1", "framing", "HDLC"));
  }

  @Test
  void addressesOfHdlcAreShort() {
    assertEquals(
        2, problems("uri", "tcp://a:1", "framing", "HDLC", "client", 128, "server", 16384).size());
    assertEquals(
        "1/17",
        options("uri", "tcp://a:1", "framing", "HDLC", "physical", 17)
            .route()
            .address()
            .toString());
  }

  @Test
  void whatAMechanismNeedsIsNamed() {
    List<String> problems =
        problems("uri", "tcp://a:1", "authentication", "HIGH_GMAC", "ciphering", "ENCRYPTION");
    assertEquals(3, problems.size());
    assertTrue(problems.get(0).startsWith("encryptionKey is"));
    assertTrue(problems.get(1).startsWith("authenticationKey is"));
    assertTrue(problems.get(2).startsWith("systemTitle is"));
    assertTrue(problems("uri", "tcp://a:1", "authentication", "LOW").get(0).startsWith("secret"));
  }

  @Test
  void keysAreCheckedAndNeverShown() {
    String wrong = "0011223344556677";
    List<String> problems =
        problems(
            "uri",
            "tcp://a:1",
            "encryptionKey",
            wrong,
            "authenticationKey",
            "Z" + wrong,
            "secret",
            "0x0");
    assertEquals(3, problems.size());
    assertFalse(problems.toString().contains(wrong));
    assertTrue(problems.get(1).contains("32 hex digits"), problems::toString);
  }

  @Test
  void allOfSecurityIsTaken() {
    MeterOptions options =
        options(
            "uri", "tcp://a:1",
            "authentication", "HIGH_GMAC",
            "ciphering", "AUTHENTICATED_ENCRYPTION",
            "envelope", "DEDICATED",
            "systemTitle", "4D57590000000001",
            "encryptionKey", KEY,
            "authenticationKey", KEY,
            "counterObject", "1:0.0.43.1.0.255:2");
    MeterSecurity security = options.security();
    assertEquals(Protection.AUTHENTICATED_ENCRYPTION, security.policy().protection());
    assertEquals(Envelope.DEDICATED, security.policy().envelope());
    assertEquals("1:0.0.43.1.0.255:2", security.counterObject().toString());
    assertFalse(options.toString().contains(KEY));
    assertFalse(security.inWords().contains(KEY));
    assertEquals(
        List.of(
            "counterObject is \"nonsense\", expected an attribute such as 1:0.0.43.1.0.255:2, or nothing"),
        problems("uri", "tcp://a:1", "counterObject", "nonsense"));
  }

  @Test
  void passwordsAreDecodedWhereThePlatformEncryptsThem() {
    MeterOptions options =
        MeterOptions.of(
            Config.meter(
                Map.of("uri", "tcp://a:1", "authentication", "LOW", "secret", "x12345678")),
            stored -> stored.substring(1).toCharArray());
    assertEquals("12345678", new String(options.security().secret().octets()));
    assertThrows(
        InvalidConfigurationException.class,
        () ->
            MeterOptions.of(
                Config.meter(Map.of("uri", "tcp://a:1", "secret", "x")),
                stored -> {
                  throw new IllegalArgumentException("another key");
                }));
  }

  @Test
  void aSecretMayBeOctets() {
    MeterOptions options = options("uri", "tcp://a:1", "authentication", "LOW", "secret", "0x00FF");
    assertEquals(2, options.security().secret().octets().length);
  }
}
