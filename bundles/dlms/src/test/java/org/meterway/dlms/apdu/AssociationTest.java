/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AARQ, AARE, RLRQ, RLRE (Green Book, "ACSE"). */
class AssociationTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] PASSWORD = "12345678".getBytes(StandardCharsets.US_ASCII);

  @Test
  void aRequestWithAPasswordIsBuiltAsRecorded() {
    byte[] initiate =
        ApduCodec.encode(new InitiateRequest(null, new Conformance(0x421E5D), 0xFFFF));
    Aarq aarq =
        Aarq.builder()
            .userInformation(initiate)
            .mechanism(Mechanism.LOW)
            .authenticationValue(PASSWORD)
            .applicationContext(ApplicationContext.LOGICAL_NAME)
            .build();

    assertEquals(
        "6036A1090607608574050801018A0207808B0760857405080201AC0A80083132333435363738BE10040E"
            + "01000000065F1F0400421E5DFFFF",
        HEX.formatHex(ApduCodec.encode(aarq)));
  }

  @Test
  void aRequestSaysAllThatItHas() throws ApduException {
    Aarq aarq =
        (Aarq)
            decode(
                "605DA109060760857405080103A60A04084B555200000000018A0207808B0760857405080205AC12"
                    + "80104872097801300B4C701E6C41365C2010BE230421211F30000000019D7405D8FBC8EC7D8F"
                    + "8E7ACF739175D4E1177051A1A741CA986D");

    assertEquals(ApplicationContext.LOGICAL_NAME_CIPHERED, aarq.applicationContext());
    assertEquals(Mechanism.HIGH_GMAC, aarq.mechanism());
    assertEquals("4B55520000000001", HEX.formatHex(aarq.callingSystemTitle()));
    assertEquals("4872097801300B4C701E6C41365C2010", HEX.formatHex(aarq.authenticationValue()));
    assertEquals(0x21, aarq.userInformation()[0]);
    assertNull(aarq.userId());
    assertNull(aarq.calledSystemTitle());
    assertNull(aarq.callingAeQualifier());
  }

  @Test
  void secretsAreNotInTexts() {
    Aarq aarq =
        Aarq.builder()
            .applicationContext(ApplicationContext.LOGICAL_NAME)
            .mechanism(Mechanism.LOW)
            .authenticationValue(PASSWORD)
            .build();
    InitiateRequest initiate = new InitiateRequest(PASSWORD, Conformance.NONE, 0);

    for (String text :
        new String[] {aarq.toString(), aarq.elements().toString(), initiate.toString()}) {
      assertFalse(text.contains("3132333435"), text);
      assertFalse(text.contains("12345678"), text);
    }
  }

  @Test
  void aRejectionSaysWhy() throws ApduException {
    Aare aare =
        (Aare)
            decode(
                "612D80020780A109060760857405080101A203020101A305A10302010DBE10040E0800065F1F0400"
                    + "000000FFFF0007");

    assertEquals(AssociationResult.REJECTED_PERMANENT, aare.result());
    assertEquals(Diagnostic.AUTHENTICATION_FAILURE, aare.diagnostic());
    assertTrue(
        aare.diagnostic().words().startsWith("authentication failure: the password is wrong"));
    assertEquals("authentication-failure", aare.diagnostic().text());
  }

  @Test
  void aRejectionOfTheProviderSaysWhy() throws ApduException {
    Aare aare = (Aare) decode("6117A109060760857405080101A203020102A305A203020102");

    assertEquals(AssociationResult.REJECTED_TRANSIENT, aare.result());
    assertEquals(new Diagnostic(2, 2), aare.diagnostic());
    assertEquals("no common version of ACSE", aare.diagnostic().words());
  }

  @Test
  void anAnswerIsBuiltAsRecorded() throws ApduException {
    String hex =
        "6169A109060760857405080103A203020100A305A10302010EA40A04084D4D4D0000BC614E88020780890760"
            + "857405080205AA128010613B75660B196C7064234E0D03442E00BE230421281F3000000001D96106551D"
            + "B77E516FD9D00B895A3BCB1B6900F7C37D1C93DC23";
    Aare aare = (Aare) decode(hex);

    Aare built =
        Aare.builder()
            .applicationContext(ApplicationContext.LOGICAL_NAME_CIPHERED)
            .result(AssociationResult.ACCEPTED)
            .diagnostic(Diagnostic.AUTHENTICATION_REQUIRED)
            .respondingSystemTitle(HEX.parseHex("4D4D4D0000BC614E"))
            .mechanism(Mechanism.HIGH_GMAC)
            .authenticationValue(aare.authenticationValue())
            .userInformation(aare.userInformation())
            .build();

    assertEquals(aare, built);
    assertEquals(hex, HEX.formatHex(ApduCodec.encode(built)));
    assertEquals("4D4D4D0000BC614E", HEX.formatHex(built.respondingSystemTitle()));
    assertEquals(Mechanism.HIGH_GMAC, built.mechanism());
    assertNull(built.respondingAeQualifier());
  }

  @Test
  void anElementOutOfPlaceIsKept() throws ApduException {
    String hex = "6121A109060760857405080103A60A04084D4D4D0000BC614EA203020100A305A10302010E";
    Aare aare = (Aare) decode(hex);

    assertEquals(AssociationResult.ACCEPTED, aare.result());
    assertEquals("04084D4D4D0000BC614E", HEX.formatHex(aare.find(0xA6)));
    assertEquals(hex, HEX.formatHex(ApduCodec.encode(aare)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6311800100BE0F040E0800065F1F0400005E1D04000007",
        "6324800100BE220421281F300000000CF6E4EA58F05CB072A9B7A35409DD5617A77E19A0AE17BF7D5A4F",
        "6303800100",
        "6300"
      })
  void wrongLengthsOfAReleaseResponseAreBorne(String hex) throws ApduException {
    Rlre rlre = (Rlre) decode(hex);

    assertEquals(hex, HEX.formatHex(ApduCodec.encode(rlre)));
    if (hex.length() > 10) {
      assertEquals(rlre.userInformation().length, HEX.parseHex(hex).length - 9);
    }
  }

  @Test
  void aReleaseIsBuilt() throws ApduException {
    byte[] initiate = {1, 2, 3};

    assertEquals("6203800100", HEX.formatHex(ApduCodec.encode(Rlrq.of(0, null))));
    assertEquals(
        "630A80011EBE050403010203", HEX.formatHex(ApduCodec.encode(Rlre.of(30, initiate))));
    assertEquals(30, ((Rlre) decode("630A80011EBE050403010203")).reason());
    assertArrayEquals(initiate, ((Rlrq) decode("6207BE050403010203")).userInformation());
    assertNull(((Rlrq) decode("6200")).reason());
  }

  @Test
  void longRequestsHaveLongLengths() throws ApduException {
    Aarq aarq =
        Aarq.builder()
            .applicationContext(ApplicationContext.LOGICAL_NAME_CIPHERED)
            .callingAeQualifier(new byte[700])
            .userId(200)
            .build();
    byte[] bytes = ApduCodec.encode(aarq);

    assertEquals("608202D5A109", HEX.formatHex(bytes, 0, 6));
    assertEquals(aarq, ApduCodec.decode(bytes));
    assertEquals(200, aarq.userId());
    assertEquals(700, aarq.callingAeQualifier().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60",
        "6001",
        "6002A1",
        "6003A10206",
        "6080",
        "60FF",
        "6002FF00",
        "6002DF1F",
        "6100",
        "6105A203020103",
        "6104A2020200",
        "6205A203020100FF",
        "6103A20302"
      })
  void whatIsNoneIsRefused(String hex) {
    byte[] bytes = HEX.parseHex(hex);

    ApduException e = assertThrows(ApduException.class, () -> ApduCodec.decode(bytes));

    assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
  }

  @Test
  void namesThatAreNotKnownAreNoContexts() throws ApduException {
    assertNull(((Aarq) decode("600BA109060760857405080109")).applicationContext());
    assertNull(((Aarq) decode("600BA109060760857405090101")).applicationContext());
    assertNull(((Aarq) decode("60098B0760857405080209")).mechanism());
    assertEquals(Mechanism.NONE, ((Aarq) decode("6000")).mechanism());
    assertNull(((Aarq) decode("6000")).userInformation());
  }

  @Test
  void theInitiateRequestOfTheGreenBook() throws ApduException {
    String hex = "01011000112233445566778899AABBCCDDEEFF0000065F1F0400007E1F04B0";
    InitiateRequest initiate = (InitiateRequest) decode(hex);

    assertEquals("00112233445566778899AABBCCDDEEFF", HEX.formatHex(initiate.dedicatedKey()));
    assertTrue(initiate.responseAllowed());
    assertEquals(1200, initiate.maxPduSize());
    assertEquals(6, initiate.version());
    assertEquals(hex, HEX.formatHex(ApduCodec.encode(initiate)));
  }

  @Test
  void conformanceHasTheStandardsBits() {
    Conformance conformance = new Conformance(0x00501F);

    assertEquals(
        Set.of(
            Conformance.Bit.PRIORITY_MGMT_SUPPORTED,
            Conformance.Bit.BLOCK_TRANSFER_WITH_GET_OR_READ,
            Conformance.Bit.GET,
            Conformance.Bit.SET,
            Conformance.Bit.SELECTIVE_ACCESS,
            Conformance.Bit.EVENT_NOTIFICATION,
            Conformance.Bit.ACTION),
        conformance.set());
    assertTrue(conformance.has(Conformance.Bit.GET));
    assertFalse(conformance.without(Conformance.Bit.GET).has(Conformance.Bit.GET));
    assertEquals(
        Conformance.of(Conformance.Bit.GET),
        Conformance.of(Conformance.Bit.READ).with(Conformance.Bit.GET).and(conformance));
    assertEquals(0x40_0000, Conformance.of(Conformance.Bit.GENERAL_PROTECTION).bits());
    assertEquals(
        "block-transfer-with-get-or-read", Conformance.Bit.BLOCK_TRANSFER_WITH_GET_OR_READ.words());
    assertEquals(
        "attribute0-supported-with-set", Conformance.Bit.ATTRIBUTE_0_SUPPORTED_WITH_SET.words());
    assertThrows(IllegalArgumentException.class, () -> new Conformance(1 << 24));
  }

  @Test
  void everyDiagnosticHasWords() {
    for (int source = 1; source <= 2; source++) {
      for (int code = 0; code <= 20; code++) {
        assertFalse(new Diagnostic(source, code).words().isBlank());
        assertFalse(new Diagnostic(source, code).text().isBlank());
      }
    }
  }

  private static Apdu decode(String hex) throws ApduException {
    return ApduCodec.decode(HEX.parseHex(hex));
  }
}
