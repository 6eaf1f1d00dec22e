/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.simulator.dlms.MeterFault.Kind;

/** Each fault does what it says, and nothing else. */
class FaultsTest {
  private static final String GET_ENERGY = "C001C100030100010800FF0200";
  private static final String ENERGY = "C401C1000600BC614E";
  private static final String GET_PROFILE = "C001C100070100630100FF0200";
  private static final String NEXT = "C002C10000";

  private interface Trial {
    void with(DlmsTestMeter meter, RawClient client) throws Exception;
  }

  private static void given(MeterFault fault, Trial trial) throws Exception {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        RawClient client = new RawClient(meter.tcpPort()).associated(200)) {
      meter.inject(fault);
      trial.with(meter, client);
    }
  }

  @Test
  void aFaultStrikesAfterSoManyRequestsAndSoOften() throws Exception {
    given(
        MeterFault.of(Kind.WRONG_INVOKE_ID).after(2).times(2),
        (meter, client) -> {
          List<String> answers = new ArrayList<>();
          for (int i = 0; i < 6; i++) {
            answers.add(client.askHex(GET_ENERGY).substring(4, 6));
          }
          assertEquals(List.of("C1", "C1", "C0", "C0", "C1", "C1"), answers);
          assertEquals(2, meter.statistics().faults());
        });
  }

  @Test
  void plannedFaultsStrikeOnEachConnectionUntilTheyAreHealed() throws Exception {
    DlmsMeterOptions options =
        TestMeters.usual().faults(MeterFault.of(Kind.WRONG_TAG).after(1)).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options)) {
      for (int i = 0; i < 2; i++) {
        try (RawClient client = new RawClient(meter.tcpPort()).associated()) {
          assertEquals("FE", client.askHex(GET_ENERGY).substring(0, 2));
        }
      }
      try (RawClient client = new RawClient(meter.tcpPort()).associated()) {
        meter.heal();
        assertEquals(ENERGY, client.askHex(GET_ENERGY));
      }
    }
  }

  @Test
  void noAnswer() throws Exception {
    given(
        MeterFault.of(Kind.NO_ANSWER).once(),
        (meter, client) -> {
          client.send(GET_ENERGY);
          assertTrue(client.isSilent(200));
          assertEquals(ENERGY, client.askHex(GET_ENERGY));
        });
  }

  @Test
  void lateAnswer() throws Exception {
    given(
        MeterFault.of(Kind.LATE_ANSWER).amount(300).once(),
        (meter, client) -> {
          long sent = System.nanoTime();
          assertEquals(ENERGY, client.askHex(GET_ENERGY));
          assertTrue(System.nanoTime() - sent >= 300_000_000L);
        });
  }

  @Test
  void wrongBlockNumber() throws Exception {
    given(
        MeterFault.of(Kind.WRONG_BLOCK_NUMBER).after(1).once(),
        (meter, client) -> {
          assertEquals("C402C10000000001", client.askHex(GET_PROFILE).substring(0, 16));
          assertEquals("C402C10000000003", client.askHex(NEXT + "0001").substring(0, 16));
        });
  }

  @Test
  void repeatedBlock() throws Exception {
    given(
        MeterFault.of(Kind.REPEATED_BLOCK).once(),
        (meter, client) -> {
          String first = client.askHex(GET_PROFILE);
          assertEquals(first, client.askHex(NEXT + "0001"));
          assertEquals("C402C10000000002", client.askHex(NEXT + "0001").substring(0, 16));
        });
  }

  @Test
  void truncatedApdu() throws Exception {
    given(
        MeterFault.of(Kind.TRUNCATED_APDU).once(),
        (meter, client) -> assertEquals(ENERGY.substring(0, 8), client.askHex(GET_ENERGY)));
  }

  @Test
  void oversizedApdu() throws Exception {
    given(
        MeterFault.of(Kind.OVERSIZED_APDU).once(),
        (meter, client) -> {
          byte[] all = client.ask(GET_PROFILE);
          assertEquals(1, all[1]);
          assertTrue(all.length > 200, all.length + " bytes");
          assertEquals(2, client.ask(GET_PROFILE)[1]);
        });
  }

  @Test
  void exceptionResponse() throws Exception {
    given(
        MeterFault.of(Kind.EXCEPTION_RESPONSE).amount(0x0203).once(),
        (meter, client) -> assertEquals("D80203", client.askHex(GET_ENERGY)));
  }

  @Test
  void confirmedServiceError() throws Exception {
    given(
        MeterFault.of(Kind.CONFIRMED_SERVICE_ERROR).amount(0x050400).once(),
        (meter, client) -> assertEquals("0E050400", client.askHex(GET_ENERGY)));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,1,2", "1,1,11", "1,1,12", "1,1,13", "2,1,1", "1,2,1", "1,2,2"})
  void associationRejectedWithEachDiagnostic(int result, int source, int code) throws Exception {
    int amount = result << 16 | source << 8 | code;
    try (DlmsTestMeter meter =
            DlmsTestMeter.start(
                TestMeters.usual()
                    .faults(MeterFault.of(Kind.ASSOCIATION_REJECTED).amount(amount).once())
                    .build());
        RawClient client = new RawClient(meter.tcpPort())) {
      byte[] answer = client.ask("601DA109060760857405080101BE10040E01000000065F1F04005C1FFFFFFF");
      Aare aare = (Aare) ApduCodec.decode(answer);
      assertEquals(result, aare.result().code());
      assertEquals(new Diagnostic(source, code), aare.diagnostic());
      assertEquals("D80101", client.askHex(GET_ENERGY));
      assertEquals(ENERGY, client.associated().askHex(GET_ENERGY));
    }
  }

  @Test
  void wrongReleaseLengths() throws Exception {
    given(
        MeterFault.of(Kind.WRONG_RELEASE_LENGTHS).once(),
        (meter, client) -> {
          String release = client.askHex("6203800100");
          assertTrue(release.startsWith("6311800100BE0F040E0800065F1F04"), release);
        });
  }

  @Test
  void closed() throws Exception {
    given(
        MeterFault.of(Kind.CLOSED).after(1),
        (meter, client) -> {
          assertEquals(ENERGY, client.askHex(GET_ENERGY));
          client.send(GET_ENERGY);
          assertThrows(EOFException.class, client::receive);
        });
  }

  @Test
  void closedInBlocks() throws Exception {
    given(
        MeterFault.of(Kind.CLOSED_IN_BLOCKS),
        (meter, client) -> {
          assertEquals(ENERGY, client.askHex(GET_ENERGY));
          client.ask(GET_PROFILE);
          client.send(NEXT + "0001");
          assertThrows(EOFException.class, client::receive);
        });
  }

  @Test
  void garbage() throws Exception {
    given(
        MeterFault.of(Kind.GARBAGE).amount(5).once(),
        (meter, client) -> {
          client.send(GET_ENERGY);
          for (int i = 0; i < 5; i++) {
            assertTrue(client.readByte() >= 0x80);
          }
          assertEquals(ENERGY, HexFormat.of().withUpperCase().formatHex(client.receive()));
        });
  }

  @Test
  void slow() throws Exception {
    given(
        MeterFault.of(Kind.SLOW).amount(5).once(),
        (meter, client) -> {
          long sent = System.nanoTime();
          assertEquals(ENERGY, client.askHex(GET_ENERGY));
          assertTrue(System.nanoTime() - sent >= 17 * 5_000_000L);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"REPLAYED_COUNTER", "WRONG_AUTHENTICATION_TAG"})
  void cipheringGoneWrongIsNoticed(Kind kind) throws IOException {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    DlmsClientOptions options =
        TestMeters.ciphering(
                keys.ring(),
                SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION),
                InvocationCounters.inMemory(1))
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = TestMeters.open(meter, options)) {
      meter.inject(MeterFault.of(kind).after(1).once());
      assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      assertThrows(IOException.class, () -> client.get(TestMeters.ENERGY));
      assertEquals(1, meter.statistics().faults());
    }
  }

  /** The client must get over all that HDLC is there to mend. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"WRONG_FCS", "WRONG_HCS", "REJECTED", "NOT_READY", "GARBAGE", "SLOW", "NO_ANSWER"})
  void hdlcMendsWhatGoesWrongOnTheLine(Kind kind) throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client =
            TestMeters.open(meter, TestMeters.Line.HDLC, TestMeters.options(16).build())) {
      meter.inject(MeterFault.of(kind).after(1).once());
      for (int i = 0; i < 3; i++) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
      assertEquals(1, meter.statistics().faults());
    }
  }

  @Test
  void aLinkThatIsDownIsToldToTheClient() throws IOException {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client =
            TestMeters.open(meter, TestMeters.Line.HDLC, TestMeters.options(16).build())) {
      meter.inject(MeterFault.of(Kind.DISCONNECTED).once());
      assertThrows(IOException.class, () -> client.get(TestMeters.ENERGY));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 200})
  void changedFramesHaveRightCheckSequences(int information) {
    byte[] frame = frame(information);
    byte[] zero = HdlcBytes.withControl(frame, 0x10);
    assertEquals(0x10, HdlcBytes.control(zero));
    assertEquals(frame.length, HdlcBytes.length(zero, 0));
    assertEquals(HdlcBytes.crc(zero, 1, zero.length - 3), fcs(zero));
    assertArrayEquals(frame, HdlcBytes.withControl(zero, 0x54));
    assertFalse(java.util.Arrays.equals(frame, HdlcBytes.withWrongHeaderCheck(frame)));
    byte[] reject = HdlcBytes.rejecting(frame);
    assertEquals(9, reject.length);
    assertEquals(1 << 5 | 0x19, HdlcBytes.control(reject));
    assertEquals(HdlcBytes.crc(reject, 1, reject.length - 3), fcs(reject));
  }

  /** An information frame with N(R) 2 and N(S) 2. */
  private static byte[] frame(int information) {
    byte[] frame = new byte[information + 11];
    frame[0] = HdlcBytes.FLAG;
    frame[1] = (byte) 0xA0;
    frame[2] = (byte) (frame.length - 2);
    frame[3] = 0x21;
    frame[4] = 0x03;
    frame[frame.length - 1] = HdlcBytes.FLAG;
    return HdlcBytes.withControl(frame, 0x54);
  }

  private static int fcs(byte[] frame) {
    return frame[frame.length - 3] & 0xFF | (frame[frame.length - 2] & 0xFF) << 8;
  }

  @Test
  void receiveNumbersStayAtZero() throws IOException {
    try (DlmsTestMeter meter =
            DlmsTestMeter.start(
                TestMeters.usual().faults(MeterFault.of(Kind.RECEIVE_NUMBER_ZERO)).build());
        ApduTransport transport = TestMeters.transport(meter, TestMeters.Line.HDLC, 16)) {
      List<Integer> controls = new ArrayList<>();
      transport.trace(
          (direction, framing, bytes, offset, length) -> {
            byte[] frame = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
            if (frame[3] == 0x21 && HdlcBytes.isInformation(frame)) {
              controls.add(HdlcBytes.receiveNumber(frame));
            }
          });
      DlmsClient client = DlmsClient.open(transport, TestMeters.options(16).build());
      for (int i = 0; i < 3; i++) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
      assertEquals(List.of(0, 0, 0, 0), controls);
      client.close();
    }
  }
}
