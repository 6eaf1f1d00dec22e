/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/** Each form of each service, byte for byte (Green Book, COSEMpdu). */
class ServicesTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final AttributeReference CLOCK = AttributeReference.of("8:0.0.1.0.0.255:2");
  private static final MethodReference SWITCH = MethodReference.of("70:0.0.96.3.10.255:1");
  private static final String ENERGY_HEX = "0003 0100010800FF 02 ";
  private static final String CLOCK_HEX = "0008 0000010000FF 02 ";
  private static final String SWITCH_HEX = "0046 000060030AFF 01 ";
  private static final byte[] NONE = {};
  private static final byte[] ABC = {0x0A, 0x0B, 0x0C};

  static Stream<Arguments> apdus() {
    Selection entries = new Selection.Entries(1, 5, 1, 0);
    String entriesHex = "02 0204 0600000001 0600000005 120001 120000 ";
    Selection range =
        new Selection.Range(
            CaptureObject.of(CLOCK), Data.unsigned32(1), Data.unsigned32(2), List.of());
    String rangeHex =
        "01 0204 0204 120008 09060000010000FF 0F02 120000 0600000001 0600000002 0100 ";
    GetResult seven = GetResult.of(Data.unsigned8(7));
    GetResult denied = GetResult.of(DataAccessResult.READ_WRITE_DENIED);
    Block block = new Block(true, 2, ABC);
    String blockHex = "01 00000002 03 0A0B0C";
    return Stream.of(
        of("C0 01 C1 " + ENERGY_HEX + "00", new GetRequest.Normal(0xC1, ENERGY)),
        of(
            "C0 01 C1 " + ENERGY_HEX + "01" + entriesHex,
            new GetRequest.Normal(0xC1, ENERGY, entries)),
        of("C0 01 C1 " + ENERGY_HEX + "01" + rangeHex, new GetRequest.Normal(0xC1, ENERGY, range)),
        of("C0 02 C1 00000003", new GetRequest.Next(0xC1, 3)),
        of(
            "C0 03 C1 02 " + ENERGY_HEX + "00" + CLOCK_HEX + "00",
            new GetRequest.WithList(0xC1, List.of(new Item(ENERGY), new Item(CLOCK)))),
        of("C4 01 C1 00 1107", new GetResponse.Normal(0xC1, seven)),
        of("C4 01 C1 01 03", new GetResponse.Normal(0xC1, denied)),
        of("C4 02 C1 00 00000001 00 03 0A0B0C", new GetResponse.WithDataBlock(0xC1, false, 1, ABC)),
        of(
            "C4 02 C1 01 00000001 01 13",
            new GetResponse.WithDataBlock(
                0xC1, true, 1, DataAccessResult.DATA_BLOCK_NUMBER_INVALID)),
        of("C4 03 C1 02 00 1107 01 03", new GetResponse.WithList(0xC1, List.of(seven, denied))),
        of(
            "C1 01 C1 " + ENERGY_HEX + "00 1107",
            new SetRequest.Normal(0xC1, ENERGY, Data.unsigned8(7))),
        of(
            "C1 02 C1 " + ENERGY_HEX + "00 01 00000002 03 0A0B0C",
            new SetRequest.WithFirstDataBlock(0xC1, ENERGY, null, block)),
        of("C1 03 C1 " + blockHex, new SetRequest.WithDataBlock(0xC1, block)),
        of(
            "C1 04 C1 01 " + ENERGY_HEX + "00 01 1107",
            new SetRequest.WithList(0xC1, List.of(new Item(ENERGY)), List.of(Data.unsigned8(7)))),
        of(
            "C1 05 C1 01 " + ENERGY_HEX + "00 " + blockHex,
            new SetRequest.WithListAndFirstDataBlock(0xC1, List.of(new Item(ENERGY)), block)),
        of("C5 01 C1 00", new SetResponse.Normal(0xC1, DataAccessResult.SUCCESS)),
        of("C5 02 C1 00000001", new SetResponse.DataBlock(0xC1, 1)),
        of(
            "C5 03 C1 0C 00000002",
            new SetResponse.LastDataBlock(0xC1, DataAccessResult.TYPE_UNMATCHED, 2)),
        of(
            "C5 04 C1 02 00 FA 00000002",
            new SetResponse.LastDataBlockWithList(
                0xC1, List.of(DataAccessResult.SUCCESS, DataAccessResult.OTHER_REASON), 2)),
        of(
            "C5 05 C1 01 0D",
            new SetResponse.WithList(0xC1, List.of(DataAccessResult.SCOPE_OF_ACCESS_VIOLATED))),
        of("C3 01 C1 " + SWITCH_HEX + "00", new ActionRequest.Normal(0xC1, SWITCH, null)),
        of(
            "C3 01 C1 " + SWITCH_HEX + "01 0F00",
            new ActionRequest.Normal(0xC1, SWITCH, Data.int8(0))),
        of("C3 02 C1 00000001", new ActionRequest.NextPBlock(0xC1, 1)),
        of(
            "C3 03 C1 01 " + SWITCH_HEX + "01 0F00",
            new ActionRequest.WithList(0xC1, List.of(SWITCH), List.of(Data.int8(0)))),
        of(
            "C3 04 C1 " + SWITCH_HEX + blockHex,
            new ActionRequest.WithFirstPBlock(0xC1, SWITCH, block)),
        of(
            "C3 05 C1 01 " + SWITCH_HEX + blockHex,
            new ActionRequest.WithListAndFirstPBlock(0xC1, List.of(SWITCH), block)),
        of("C3 06 C1 " + blockHex, new ActionRequest.WithPBlock(0xC1, block)),
        of("C7 01 C1 00 00", new ActionResponse.Normal(0xC1, ActionResult.SUCCESS, null)),
        of("C7 01 C1 00 01 00 1107", new ActionResponse.Normal(0xC1, ActionResult.SUCCESS, seven)),
        of(
            "C7 01 C1 09",
            new ActionResponse.Normal(0xC1, ActionResult.OBJECT_CLASS_INCONSISTENT, null, true)),
        of("C7 02 C1 " + blockHex, new ActionResponse.WithPBlock(0xC1, block)),
        of(
            "C7 03 C1 02 00 01 00 1107 03 00",
            new ActionResponse.WithList(
                0xC1,
                List.of(
                    new ActionResponse.Outcome(ActionResult.SUCCESS, seven),
                    new ActionResponse.Outcome(ActionResult.READ_WRITE_DENIED, null)))),
        of("C7 04 C1 00000001", new ActionResponse.NextPBlock(0xC1, 1)),
        of(
            "D9 40000001 00 03 01 "
                + ENERGY_HEX
                + "04 "
                + ENERGY_HEX
                + entriesHex
                + "03 "
                + SWITCH_HEX
                + "03 00 00 0F00",
            new AccessRequest(
                0x40000001L,
                NONE,
                List.of(
                    new AccessRequest.Specification.Get(ENERGY),
                    new AccessRequest.Specification.GetWithSelection(ENERGY, entries),
                    new AccessRequest.Specification.Action(SWITCH)),
                List.of(Data.nullData(), Data.nullData(), Data.int8(0)))),
        of(
            "DA 40000001 00 00 02 1107 00 02 01 00 03 03",
            new AccessResponse(
                0x40000001L,
                NONE,
                null,
                List.of(Data.unsigned8(7), Data.nullData()),
                List.of(
                    new AccessResponse.Result.Get(DataAccessResult.SUCCESS),
                    new AccessResponse.Result.Action(ActionResult.READ_WRITE_DENIED)))),
        of(
            "DA 40000001 00 01 01 02 " + CLOCK_HEX + "01 00 01 02 04",
            new AccessResponse(
                0x40000001L,
                NONE,
                List.of(new AccessRequest.Specification.Set(CLOCK)),
                List.of(Data.nullData()),
                List.of(new AccessResponse.Result.Set(DataAccessResult.OBJECT_UNDEFINED)))),
        of("C2 00 " + ENERGY_HEX + "1107", new EventNotification(null, ENERGY, Data.unsigned8(7))),
        of(
            "C2 01 0C 07E801010100000000FFC400 " + ENERGY_HEX + "1107",
            new EventNotification(
                CosemDateTime.parse("2024-01-01T00:00:00+01:00").bytes(),
                ENERGY,
                Data.unsigned8(7))),
        of("0F 00000001 00 1107", new DataNotification(1, NONE, Data.unsigned8(7))),
        of(
            "0F 00000001 00 1107 FFFF",
            new DataNotification(1, NONE, Data.unsigned8(7), new byte[] {-1, -1}, false)),
        of(
            "0F 00000001 090C 07E801010100000000FFC400 00",
            new DataNotification(
                1,
                CosemDateTime.parse("2024-01-01T00:00:00+01:00").bytes(),
                Data.nullData(),
                NONE,
                true)),
        of("10 00000001 00", new DataNotificationConfirm(1, NONE)),
        of(
            "05 03 02 0190 04 0190 02 1107 05 0001",
            new ReadRequest(
                List.of(
                    new VariableAccess.Name(0x190),
                    new VariableAccess.Parameterized(0x190, 2, Data.unsigned8(7)),
                    new VariableAccess.BlockNumber(1)))),
        of(
            "05 01 06 01 0001 03 0A0B0C",
            new ReadRequest(List.of(new VariableAccess.ReadDataBlock(true, 1, ABC)))),
        of(
            "0C 04 00 1107 01 03 02 00 0001 03 0A0B0C 03 0001",
            new ReadResponse(
                List.of(
                    new ReadResponse.Result.Value(Data.unsigned8(7)),
                    new ReadResponse.Result.Failure(DataAccessResult.READ_WRITE_DENIED),
                    new ReadResponse.Result.DataBlock(false, 1, ABC),
                    new ReadResponse.Result.BlockNumber(1)))),
        of(
            "06 01 07 01 0001 01 0903 0A0B0C",
            new WriteRequest(
                List.of(new VariableAccess.WriteDataBlock(true, 1)), List.of(Data.octets(ABC)))),
        of(
            "0D 03 00 01 0C 02 0001",
            new WriteResponse(
                List.of(
                    new WriteResponse.Result.Success(),
                    new WriteResponse.Result.Failure(DataAccessResult.TYPE_UNMATCHED),
                    new WriteResponse.Result.BlockNumber(1)))),
        of(
            "16 01 02 0190 01 1107",
            new UnconfirmedWriteRequest(
                List.of(new VariableAccess.Name(0x190)), List.of(Data.unsigned8(7)))),
        of(
            "18 00 01 02 0190 01 1107",
            new InformationReport(
                null, List.of(new VariableAccess.Name(0x190)), List.of(Data.unsigned8(7)))),
        of("18 01 03 0A0B0C 00 00", new InformationReport(ABC, List.of(), List.of())),
        of("D8 01 02", new ExceptionResponse(1, 2, null)),
        of("D8 02 06 FFFFFFFF", new ExceptionResponse(2, 6, 0xFFFFFFFFL)),
        of("0E 01 06 02", new ConfirmedServiceError(1, 6, 2)),
        of("E0 C3 0001 0002 03 0A0B0C", new GeneralBlockTransfer(true, true, 3, 1, 2, ABC)),
        of("C8 03 0A0B0C", new Ciphered(0xC8, ABC)),
        of("DB 03 0A0B0C 00", new GeneralGloCiphering(ABC, NONE)),
        of("DC 00 03 0A0B0C", new GeneralDedCiphering(NONE, ABC)),
        of("DD 01 01 00 00 00 00 00 03 0A0B0C", ciphering(null)),
        of("DD 01 01 00 00 00 00 01 00 01 03 0A0B0C", ciphering(new KeyInfo.Identified(1))),
        of(
            "DD 01 01 00 00 00 00 01 01 00 03 0A0B0C 03 0A0B0C",
            ciphering(new KeyInfo.Wrapped(0, ABC))),
        of(
            "DD 01 01 00 00 00 00 01 02 01 02 03 0A0B0C 03 0A0B0C",
            ciphering(new KeyInfo.Agreed(new byte[] {2}, ABC))),
        of(
            "DF 01 01 00 00 00 00 03 0A0B0C 02 0102",
            new GeneralSigning(new byte[] {1}, NONE, NONE, NONE, NONE, ABC, new byte[] {1, 2})),
        of(
            "01 00 01 00 01 05 06 5F1F0400 00501F 0000",
            new InitiateRequest(null, false, 5, 6, new Conformance(0x501F), 0)),
        of(
            "08 01 FF 06 5F1F0400 00501F 01F4 FA00",
            new InitiateResponse(
                -1, 6, new Conformance(0x501F), 500, InitiateResponse.SHORT_NAMES)));
  }

  private static GeneralCiphering ciphering(KeyInfo key) {
    return new GeneralCiphering(new byte[] {1}, NONE, NONE, NONE, NONE, key, ABC);
  }

  private static Arguments of(String hex, Apdu apdu) {
    return Arguments.of(hex.replace(" ", ""), apdu);
  }

  @ParameterizedTest
  @MethodSource("apdus")
  void isEncodedAndDecoded(String hex, Apdu apdu) throws ApduException {
    assertEquals(hex, HEX.formatHex(ApduCodec.encode(apdu)));
    assertEquals(apdu, ApduCodec.decode(HEX.parseHex(hex)));
  }

  @ParameterizedTest
  @MethodSource("apdus")
  void whatIsCutAndWhatIsTooLongIsRefused(String hex, Apdu apdu) {
    byte[] bytes = HEX.parseHex(hex);
    for (int length = 0; length < bytes.length; length++) {
      int cut = length;
      if (!isWhole(apdu, length)) {
        assertThrows(ApduException.class, () -> ApduCodec.decode(bytes, 0, cut), hex);
      }
    }
    if (!(apdu instanceof DataNotification || apdu instanceof SetResponse.DataBlock)) {
      assertThrows(
          ApduException.class, () -> ApduCodec.decode(HEX.parseHex(hex + "EE")), apdu::toString);
    }
  }

  /** Where a fault of a peer is borne, less is whole too. */
  private static boolean isWhole(Apdu apdu, int length) {
    return apdu instanceof ActionResponse.Normal && length == 4
        || apdu instanceof SetResponse.LastDataBlock && length == 4
        || apdu instanceof DataNotification push && length >= 8 && push.trailing().length > 0
        || apdu instanceof ExceptionResponse && length == 3;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "FF",
        "02",
        "64",
        "C6",
        "DE",
        "C000C1",
        "C004C1",
        "C400C1",
        "C100C1",
        "C106C1",
        "C500C1",
        "C300C1",
        "C307C1",
        "C705C1",
        "C403C184FFFFFFFF",
        "C003C1847FFFFFFF",
        "C001C100030100010800FF0202",
        "C401C102",
        "0501",
        "050103000100000000",
        "0C010400",
        "D9000000000001060003",
        "0100000006001F0400000000FFFF",
        "DD00000000000103",
        "E0"
      })
  void whatIsNoneIsRefused(String hex) {
    assertThrows(ApduException.class, () -> ApduCodec.decode(HEX.parseHex(hex)));
  }

  @Test
  void everyTagHasANameAndItsCipheredOnesLeadBack() {
    assertEquals("glo-get-request", ApduTag.name(0xC8));
    assertEquals("ded-action-response", ApduTag.name(0xD7));
    assertEquals("tag 0xFF", ApduTag.name(0xFF));
    int ciphered = 0;
    for (int tag = 0; tag <= 255; tag++) {
      if (ApduTag.plain(tag) >= 0) {
        int plain = ApduTag.plain(tag);
        assertEquals(tag, ApduTag.isGlobal(tag) ? ApduTag.global(plain) : ApduTag.dedicated(plain));
        assertFalse(ApduTag.name(plain).startsWith("tag"), "tag " + plain);
        ciphered++;
      }
    }
    assertEquals(32, ciphered);
    assertEquals(-1, ApduTag.global(ApduTag.AARQ));
    assertEquals(-1, ApduTag.dedicated(ApduTag.GENERAL_BLOCK_TRANSFER));
  }

  @Test
  void everyResultHasWords() {
    for (int code = 0; code <= 255; code++) {
      assertEquals(code, DataAccessResult.of(code).code());
      assertEquals(code, ActionResult.of(code).code());
      assertFalse(DataAccessResult.of(code).words().isBlank());
    }
    assertEquals("object-undefined", DataAccessResult.OBJECT_UNDEFINED.text());
    assertSame(DataAccessResult.OBJECT_UNDEFINED, DataAccessResult.of(4));
    assertTrue(DataAccessResult.of(99).words().contains("99"));
    assertTrue(ActionResult.SUCCESS.isSuccess());
  }

  @Test
  void errorsOfAWholeRequestHaveWords() {
    assertEquals(
        "initiate failed (initiate): incompatible conformance: the client proposes nothing that"
            + " the meter can do",
        new ConfirmedServiceError(1, 6, 2).words());
    assertEquals(
        "service 9 failed (error kind 99): code 5", new ConfirmedServiceError(9, 99, 5).words());
    assertTrue(new ExceptionResponse(2, 6, 17L).words().endsWith("the meter wants 17"));
    for (int code = 0; code < 10; code++) {
      assertFalse(new ExceptionResponse(code, code, null).words().isBlank());
    }
  }

  @Test
  void aSelectionInAnotherFormIsKeptAsItIs() throws ApduException {
    String hex = "C001C1" + ENERGY_HEX.replace(" ", "") + "01" + "01" + "0204" + "00000000";

    GetRequest.Normal request = (GetRequest.Normal) ApduCodec.decode(HEX.parseHex(hex));

    assertInstanceOf(Selection.Other.class, request.selection());
    assertEquals(hex, HEX.formatHex(ApduCodec.encode(request)));
  }

  @Test
  void referencesAreReadFromText() {
    assertEquals(new AttributeReference(3, new Obis(1, 0, 1, 8, 0, 255), 2), ENERGY);
    assertEquals(ENERGY, AttributeReference.of("3:1-0:1.8.0*255:2"));
    assertEquals("3:1.0.1.8.0.255:2", ENERGY.toString());
    assertEquals("70:0.0.96.3.10.255:1", SWITCH.toString());
    for (String text :
        List.of(
            "",
            "3",
            "3:1.0.1.8.0.255",
            "x:1.0.1.8.0.255:2",
            "3:1.0.1.8.0.255:x",
            "3:1:2",
            "65536:1.0.1.8.0.255:2",
            "3:1.0.1.8.0.255:128")) {
      assertThrows(IllegalArgumentException.class, () -> AttributeReference.of(text), text);
      assertThrows(IllegalArgumentException.class, () -> MethodReference.of(text), text);
    }
  }

  @Test
  void aCapturedObjectIsAStructure() {
    CaptureObject clock = CaptureObject.of(CLOCK);

    assertEquals(clock, CaptureObject.of(clock.toData()));
    assertEquals(CLOCK, clock.reference());
    assertThrows(DataTypeException.class, () -> CaptureObject.of(Data.structure()));
    assertThrows(
        DataTypeException.class,
        () ->
            CaptureObject.of(
                Data.structure(
                    Data.int64(1L << 40),
                    Data.octets(new byte[6]),
                    Data.int8(2),
                    Data.unsigned16(0))));
  }

  @Test
  void recordsAreEqualByContent() {
    assertEquals(new Block(true, 1, new byte[] {1}), new Block(true, 1, new byte[] {1}));
    assertNotEquals(new Block(true, 1, new byte[] {1}), new Block(true, 1, new byte[] {2}));
    assertEquals(
        new Block(true, 1, new byte[] {1}).hashCode(),
        new Block(true, 1, new byte[] {1}).hashCode());
    assertEquals(
        "Block[last=true, number=1, raw=0AFF]", new Block(true, 1, new byte[] {10, -1}).toString());
  }

  @Test
  void theSignatureIsOverAllBetweenTagAndSignature() {
    GeneralSigning signing = new GeneralSigning(NONE, NONE, NONE, NONE, NONE, ABC, new byte[] {9});
    DataWriter signed = new DataWriter();
    signing.writeSigned(signed);

    assertArrayEquals(HEX.parseHex("0000000000030A0B0C"), signed.toByteArray());
  }

  @Test
  void invokeIdsHaveTheirBits() {
    assertEquals(0xC5, InvokeId.of(5, true, true));
    assertEquals(0x05, InvokeId.of(5, false, false));
    assertEquals(5, InvokeId.id(0xC5));
    assertEquals(0x123456, InvokeId.longId(0x40123456L));
  }
}
