/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.hdlc.HdlcClientLink.State;
import org.meterway.dlms.hdlc.HdlcException.Reason;

/** The client's end against a meter that is played frame by frame. */
class HdlcClientLinkTest {
  private static final long MS = 1_000_000;
  private static final HdlcAddress CLIENT = HdlcAddress.client(16);
  private static final HdlcAddress SERVER = HdlcAddress.server(1, 17);
  private static final byte[] NOTHING = {};

  private final HdlcEncoder meter = new HdlcEncoder();
  private HdlcClientLink link = link(HdlcParameters.of(128, 1));
  private long now;

  private static HdlcClientLink link(HdlcParameters proposed) {
    HdlcTiming timing = new HdlcTiming(1000 * MS, 100 * MS, 2);
    return new HdlcClientLink(CLIENT, SERVER, proposed, timing, 1000);
  }

  /** What was sent since the latest call, as words. */
  private List<String> sent() {
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(link.output().array(), 0, link.output().size());
    link.output().reset();
    List<String> frames = new ArrayList<>();
    while (decoder.next()) {
      frames.add(decoder.frame().toString());
    }
    return frames;
  }

  private HdlcEvent answer(int control, boolean segmented, byte[] information)
      throws HdlcException {
    meter.reset();
    meter.frame(CLIENT, SERVER, control, segmented, information, 0, information.length);
    return came();
  }

  private HdlcEvent came() throws HdlcException {
    link.put(meter.array(), 0, meter.size(), now);
    return link.next(now);
  }

  private HdlcEvent answer(HdlcFrameType type) throws HdlcException {
    return answer(type.control(true), false, NOTHING);
  }

  private HdlcEvent supervisory(HdlcFrameType type, int receive) throws HdlcException {
    return answer(type.control(receive, true), false, NOTHING);
  }

  private HdlcEvent information(int send, int receive, boolean last, boolean more, int... octets)
      throws HdlcException {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return answer(HdlcFrameType.information(send, receive, last), more, bytes);
  }

  private void connected(HdlcParameters meters) throws HdlcException {
    link.connect(now);
    byte[] said = new byte[Negotiation.MAX_SIZE];
    int length = Negotiation.write(meters, said);
    assertEquals(
        HdlcEvent.CONNECTED,
        answer(HdlcFrameType.UA.control(true), false, Arrays.copyOf(said, length)));
    sent();
  }

  private void send(int length) {
    link.send(new byte[length], 0, length, now);
  }

  private byte[] apdu() {
    return Arrays.copyOfRange(
        link.apduArray(), link.apduOffset(), link.apduOffset() + link.apduLength());
  }

  @Test
  void theLowerOfBothLimitsHolds() throws HdlcException {
    link = link(new HdlcParameters(500, 400, 7, 5));

    connected(new HdlcParameters(300, 200, 3, 2));

    assertEquals(new HdlcParameters(200, 300, 2, 3), link.parameters());
  }

  @Test
  void whatTheMeterDoesNotSayIsTheDefault() throws HdlcException {
    link = link(HdlcParameters.of(1000, 7));
    link.connect(now);

    assertEquals(HdlcEvent.CONNECTED, answer(HdlcFrameType.UA));

    assertEquals(HdlcParameters.DEFAULT, link.parameters());
  }

  @Test
  void noAnswerIsAskedForAgainAndThenGivenUp() {
    link.connect(now);
    assertEquals(1, sent().size());
    for (int i = 1; i <= 2; i++) {
      now = link.deadline();
      assertEquals(i * 1000 * MS, now);
      assertNext(HdlcEvent.NONE);
      assertEquals(
          List.of("SNRM P/F 16 > 1/17, 23 bytes"),
          sent().stream().map(frame -> frame.replaceAll("\\d+ bytes", "23 bytes")).toList());
    }
    now = link.deadline();

    HdlcException e = assertThrows(HdlcException.class, () -> link.next(now));

    assertEquals(Reason.NO_ANSWER, e.reason());
    assertEquals("no answer to SNRM from 1/17 within 1000 ms, sent 3 times", e.getMessage());
    assertEquals(State.DISCONNECTED, link.state());
  }

  private void assertNext(HdlcEvent event) {
    try {
      assertEquals(event, link.next(now));
    } catch (HdlcException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneRefusalMayBeLateAndTheSecondCounts() throws HdlcException {
    link.connect(now);
    sent();
    assertEquals(HdlcEvent.NONE, answer(HdlcFrameType.DM));
    assertEquals(1, sent().size());

    HdlcException e = assertThrows(HdlcException.class, () -> answer(HdlcFrameType.DM));

    assertEquals(Reason.REFUSED, e.reason());
  }

  @Test
  void aLongApduGoesInSegmentsAsTheMeterAcknowledges() throws HdlcException {
    connected(HdlcParameters.of(128, 1));
    send(300);
    assertEquals(List.of("I N(S)=0 N(R)=0 P/F segment 16 > 1/17, 128 bytes"), sent());
    supervisory(HdlcFrameType.RR, 1);
    assertEquals(List.of("I N(S)=1 N(R)=0 P/F segment 16 > 1/17, 128 bytes"), sent());
    supervisory(HdlcFrameType.RR, 2);
    assertEquals(List.of("I N(S)=2 N(R)=0 P/F 16 > 1/17, 47 bytes"), sent());
    assertFalse(link.isSending());

    assertEquals(HdlcEvent.APDU, information(0, 3, true, false, 0xE6, 0xE7, 0, 9));
    assertArrayEquals(new byte[] {9}, apdu());
    assertTrue(link.canSend());
  }

  @Test
  void aWindowGoesAtOnceAndIsRepeatedFromWhereTheMeterRejects() throws HdlcException {
    link = link(HdlcParameters.of(32, 3));
    connected(HdlcParameters.of(32, 3));
    send(120);
    assertEquals(
        List.of(
            "I N(S)=0 N(R)=0 segment 16 > 1/17, 32 bytes",
            "I N(S)=1 N(R)=0 segment 16 > 1/17, 32 bytes",
            "I N(S)=2 N(R)=0 P/F segment 16 > 1/17, 32 bytes"),
        sent());

    supervisory(HdlcFrameType.REJ, 1);

    assertEquals(
        List.of(
            "I N(S)=1 N(R)=0 segment 16 > 1/17, 32 bytes",
            "I N(S)=2 N(R)=0 segment 16 > 1/17, 32 bytes",
            "I N(S)=3 N(R)=0 P/F 16 > 1/17, 27 bytes"),
        sent());
  }

  @Test
  void segmentsThatComeInAWindowAreAcknowledgedOnceAndAskedForFromAMissingOne()
      throws HdlcException {
    link = link(HdlcParameters.of(32, 3));
    connected(HdlcParameters.of(32, 3));
    send(1);
    sent();
    information(0, 1, false, true, 0xE6, 0xE7, 0, 1);
    assertEquals(List.of(), sent());
    information(2, 1, true, true, 3);
    assertEquals(List.of("REJ N(R)=1 P/F 16 > 1/17"), sent());
    information(1, 1, false, true, 2);
    information(2, 1, false, true, 3);
    information(3, 1, true, true, 4);
    assertEquals(List.of("RR N(R)=4 P/F 16 > 1/17"), sent());

    assertEquals(HdlcEvent.APDU, information(4, 1, true, false, 5));

    assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, apdu());
  }

  @Test
  void aRequestWithoutAnswerIsSentAgainWithItsNumber() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);
    List<String> first = sent();
    now = link.deadline();

    link.next(now);

    assertEquals(first, sent());
  }

  @Test
  void anAnswerThatComesTwiceCountsOnce() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);
    assertEquals(HdlcEvent.APDU, information(0, 1, true, false, 0xE6, 0xE7, 0, 1));
    send(5);
    sent();

    assertEquals(HdlcEvent.NONE, information(0, 1, true, false, 0xE6, 0xE7, 0, 1));

    assertEquals(List.of(), sent());
    assertEquals(1, link.faults(HdlcFault.DUPLICATE));
  }

  @Test
  void aMeterThatLeavesItsReceiveNumberAtZeroIsUnderstood() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    for (int i = 0; i < 20; i++) {
      send(5);
      assertEquals(HdlcEvent.APDU, information(i % 8, 0, true, false, 0xE6, 0xE6, 0, i));
    }
    send(300);
    for (int i = 0; i < 2; i++) {
      supervisory(HdlcFrameType.RR, 0);
    }
    sent();
    assertFalse(link.isSending());
    assertEquals(HdlcEvent.APDU, information(20 % 8, 0, true, false, 0xE6, 0xE6, 0, 7));
  }

  @Test
  void aMeterThatHasNothingYetIsAskedAgainAfterAWhile() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);
    sent();
    supervisory(HdlcFrameType.RR, 1);
    assertEquals(List.of(), sent());
    now = link.deadline();
    assertEquals(50 * MS, now);
    link.next(now);
    assertEquals(List.of("RR N(R)=0 P/F 16 > 1/17"), sent());

    assertEquals(HdlcEvent.APDU, information(0, 1, true, false, 0xE6, 0xE7, 0, 1));
  }

  @Test
  void aBusyMeterIsAskedUntilItTakesTheFrame() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);
    List<String> request = sent();
    for (int i = 0; i < 5; i++) {
      supervisory(HdlcFrameType.RNR, 0);
      now = link.deadline();
      link.next(now);
      assertEquals(List.of("RR N(R)=0 P/F 16 > 1/17"), sent());
    }

    supervisory(HdlcFrameType.RR, 0);

    assertEquals(request, sent());
  }

  @Test
  void aMeterThatStaysBusyIsGivenUp() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);
    supervisory(HdlcFrameType.RNR, 0);
    now += 61_000 * MS;

    HdlcException e = assertThrows(HdlcException.class, () -> supervisory(HdlcFrameType.RNR, 0));

    assertEquals(Reason.BUSY, e.reason());
  }

  @Test
  void whatAMeterRejectsIsSaidInWords() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);

    HdlcException e =
        assertThrows(
            HdlcException.class,
            () -> answer(HdlcFrameType.FRMR.control(true), false, new byte[] {0x10, 0x22, 0x04}));

    assertEquals(Reason.REJECTED, e.reason());
    assertEquals(
        "the meter rejects a frame (FRMR): information too long (control field 10 I, V(S)=1,"
            + " V(R)=1)",
        e.getMessage());
  }

  @Test
  void aLinkThatTheMeterHasLostIsAtItsEnd() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);

    HdlcException e = assertThrows(HdlcException.class, () -> answer(HdlcFrameType.DM));

    assertEquals(Reason.DISCONNECTED, e.reason());
    assertFalse(link.canSend());
  }

  @Test
  void anApduThatIsTooLongEndsTheLink() throws HdlcException {
    connected(HdlcParameters.DEFAULT);
    send(5);
    sent();

    HdlcException e =
        assertThrows(
            HdlcException.class,
            () -> {
              for (int i = 0; i < 20; i++) {
                answer(HdlcFrameType.information(i % 8, 1, true), true, new byte[100]);
              }
            });

    assertEquals(Reason.TOO_LONG, e.reason());
  }

  @Test
  void disconnectingEndsWithEitherAnswer() throws HdlcException {
    for (HdlcFrameType type : List.of(HdlcFrameType.UA, HdlcFrameType.DM)) {
      connected(HdlcParameters.DEFAULT);
      link.disconnect(now);
      assertEquals(List.of("DISC P/F 16 > 1/17"), sent());
      assertEquals(HdlcEvent.DISCONNECTED, answer(type));
      assertEquals(HdlcEvent.NONE, answer(HdlcFrameType.UA));
    }
  }

  @Test
  void aPushIsTakenFromAnybodyAtAnyTime() throws HdlcException {
    byte[] push = {(byte) 0xE6, (byte) 0xE7, 0, 0x0F, 1};
    meter.frame(CLIENT, HdlcAddress.server(5), 0x13, false, push, 0, push.length);

    assertEquals(HdlcEvent.PUSH, came());

    assertArrayEquals(new byte[] {0x0F, 1}, apdu());
    assertEquals(HdlcAddress.server(5), link.apduSource());
  }

  @Test
  void framesOfOthersAreCountedAndPassedOver() throws HdlcException {
    link.connect(now);
    meter.frame(CLIENT, HdlcAddress.server(5), HdlcFrameType.UA.control(true));
    meter.frame(HdlcAddress.client(17), SERVER, HdlcFrameType.UA.control(true));

    assertEquals(HdlcEvent.NONE, came());

    assertEquals(2, link.faults(HdlcFault.FOREIGN));
    assertEquals(State.CONNECTING, link.state());
  }

  @Test
  void aFrameThatPausesIsGivenUpAfterTheInterOctetTime() throws HdlcException {
    link.connect(now);
    meter.frame(CLIENT, SERVER, HdlcFrameType.UA.control(true));
    now = 990 * MS;
    link.put(meter.array(), 0, 5, now);
    assertNext(HdlcEvent.NONE);
    assertEquals(1090 * MS, link.deadline());
    sent();
    now = 1090 * MS;

    assertNext(HdlcEvent.NONE);

    assertEquals(1, link.faults(HdlcFault.ABORTED));
    assertEquals(1, sent().size(), "SNRM again");
  }

  @Test
  void sendingWithoutLinkIsAMistake() {
    assertThrows(IllegalStateException.class, () -> send(1));
  }
}
