/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-on of IEC 62056-21 mode E, each end by itself and both together. */
class SignOnTest {
  private final SignOnClient client = client("", false);
  private final SignOnServer server = new SignOnServer("MWY", "METER", "42", 9600);
  private long now;

  private static SignOnClient client(String device, boolean parity) {
    return new SignOnClient(device, 19200, parity, 2000, 1500, 2);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void comes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    client.put(bytes, 0, bytes.length, now);
  }

  private String asked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    server.put(bytes, 0, bytes.length);
    return text(server.output());
  }

  @Test
  void theRecordingIsRepeatedByTheClient() throws SignOnException {
    client.start(now);
    assertArrayEquals(HexFormat.of().parseHex("2F3F210D0A"), client.output());
    byte[] identification = HexFormat.of().parseHex("2F5052533531323334353637380D0A");
    client.put(identification, 0, identification.length, now);
    byte[] option = HexFormat.of().parseHex("063235320D0A");
    assertArrayEquals(option, client.output());
    assertFalse(client.next(now));
    client.put(option, 0, option.length, now);

    assertTrue(client.next(now));

    assertEquals(9600, client.baud());
    assertEquals("PRS", client.identification().manufacturer());
    assertEquals("12345678", client.identification().identification());
  }

  @Test
  void theRecordingIsRepeatedByTheServer() {
    assertEquals("/MWY5\\2METER\r\n", asked("/?!\r\n"));

    assertEquals("\u0006252\r\n", asked("\u0006252\r\n"));

    assertTrue(server.isDone());
    assertEquals(9600, server.baud());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothEndsSignOnWithParityAndWithout(boolean parity) throws SignOnException {
    SignOnClient other = client("42", parity);
    other.start(now);
    for (int i = 0; i < 4; i++) {
      byte[] up = other.output();
      assertEquals(parity && up.length > 0, hasParity(up));
      server.put(up, 0, up.length);
      byte[] down = server.output();
      assertEquals(parity && down.length > 0, hasParity(down));
      other.put(down, 0, down.length, now);
    }

    assertTrue(other.next(now));
    assertTrue(server.isDone());
    assertEquals("METER", other.identification().identification());
    assertEquals("2", other.identification().enhanced());
  }

  private static boolean hasParity(byte[] bytes) {
    int set = 0;
    for (byte octet : bytes) {
      set += octet < 0 ? 1 : 0;
    }
    return set > 0;
  }

  @Test
  void parityIsEven() {
    byte[] bytes = ascii("/?!\r\n");

    Parity.add(bytes);

    assertArrayEquals(HexFormat.of().parseHex("AF3F218D0A"), bytes);
  }

  @ParameterizedTest
  @CsvSource({"300, 0, 300", "9600, 5, 9600", "4800, 4, 4800", "100000, 6, 19200"})
  void theLowerSpeedIsAgreedOn(int most, char character, int baud) {
    SignOnClient other = new SignOnClient("", most, false, 2000, 1500, 0);
    other.start(now);
    other.output();
    byte[] identification = ascii("/ABC6NAME\r\n");
    other.put(identification, 0, identification.length, now);

    assertEquals("\u00062" + character + "2\r\n", text(other.output()));
    assertEquals(baud, other.baud());
  }

  @Test
  void aMeterThatDoesNotAnswerIsAskedAgainAndGivenUp() throws SignOnException {
    client.start(now);
    for (int i = 0; i < 3; i++) {
      assertEquals("/?!\r\n", text(client.output()));
      now = client.deadline();
      if (i < 2) {
        assertFalse(client.next(now));
      }
    }

    SignOnException e = assertThrows(SignOnException.class, () -> client.next(now));

    assertTrue(e.isUnanswered());
    assertEquals(6000, now);
  }

  @Test
  void aSlowIdentificationIsWaitedForByteByByte() throws SignOnException {
    client.start(now);
    client.output();
    for (String c : "/ABC5NAME\r".split("")) {
      now += 1400;
      comes(c);
      assertFalse(client.next(now));
    }
    comes("\n");
    assertEquals("\u0006252\r\n", text(client.output()));
  }

  @Test
  void aMeterThatDoesNotConfirmIsGoneOnWith() throws SignOnException {
    client.start(now);
    comes("/ABC5NAME\r\n");
    now = client.deadline();
    assertEquals(2000, now);

    assertTrue(client.next(now));
  }

  @Test
  void aConfirmationThatIsGarbledByTheOtherSpeedIsGoneOnWith() throws SignOnException {
    client.start(now);
    comes("/ABC5NAME\r\n");
    now += 500;
    comes("\u00E7\u0000\u0091");
    now = client.deadline();
    assertEquals(2000, now);

    assertTrue(client.next(now));
  }

  @Test
  void noiseInFrontOfTheIdentificationIsPassedOver() {
    client.start(now);
    client.output();
    comes("\u0000xy/AB/ABC5NAME\r\n");

    assertEquals("\u0006252\r\n", text(client.output()));
    assertEquals("NAME", client.identification().identification());
  }

  @Test
  void aMeterThatSpeaksNoModeEIsToldOf() {
    client.start(now);
    comes("/ABCXNAME\r\n");
    SignOnException e = assertThrows(SignOnException.class, this::giveUp);

    assertFalse(e.isUnanswered());
    assertEquals("the meter proposes speed 'X', which is none of mode E (0 to 6)", e.getMessage());
  }

  private void giveUp() throws SignOnException {
    while (!client.next(now)) {
      now = client.deadline();
    }
  }

  @Test
  void bytesBehindTheConfirmationAreLeft() {
    client.start(now);
    comes("/ABC5NAME\r\n");
    byte[] bytes = ascii("\u0006252\r\n~x");

    assertEquals(6, client.put(bytes, 0, bytes.length, now));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0006050\r\n", "\u0006262\r\n", "\u0006250\r\n", "\u000625\r\n"})
  void anOptionThatIsNotModeEEndsTheSignOn(String option) {
    asked("/?42!\r\n");

    assertEquals("", asked(option));

    assertEquals("", asked("\u0006252\r\n"));
    assertFalse(server.isDone());
  }

  @Test
  void anotherMeterIsNotAnsweredFor() {
    assertEquals("", asked("/?43!\r\n"));
    assertEquals("", asked("\u0006252\r\n"));
  }

  @Test
  void afterAResetTheServerWaitsForTheOpening() {
    asked("/?!\r\n");
    asked("\u0006252\r\n");
    server.reset();

    assertFalse(server.isDone());
    assertEquals("/MWY5\\2METER\r\n", asked("/?!\r\n"));
  }
}
