/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The meter's end against clients that are played frame by frame. */
class HdlcServerStationTest {
  private static final long MS = 1_000_000;
  private static final HdlcAddress CLIENT = HdlcAddress.client(16);
  private static final HdlcAddress SERVER = HdlcAddress.server(1);

  private final HdlcServerStation station =
      new HdlcServerStation(
          address -> address.upper() < 10, HdlcParameters.of(64, 3), 1000 * MS, 20 * MS, 500);
  private final HdlcEncoder clients = new HdlcEncoder();
  private long now;

  private HdlcEvent comes(HdlcAddress server, HdlcAddress client, int control, byte... bytes) {
    return comes(server, client, control, false, bytes);
  }

  private HdlcEvent comes(
      HdlcAddress server, HdlcAddress client, int control, boolean more, byte... bytes) {
    clients.reset();
    clients.frame(server, client, control, more, bytes, 0, bytes.length);
    station.put(clients.array(), 0, clients.size(), now);
    return station.next(now);
  }

  private HdlcEvent comes(HdlcFrameType type) {
    return comes(SERVER, CLIENT, type.control(true));
  }

  private HdlcEvent request(int send, int receive, int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return comes(SERVER, CLIENT, HdlcFrameType.information(send, receive, true), bytes);
  }

  private List<String> sent() {
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(station.output().array(), 0, station.output().size());
    station.output().reset();
    List<String> frames = new ArrayList<>();
    while (decoder.next()) {
      frames.add(decoder.frame().toString());
    }
    return frames;
  }

  private void connected() {
    assertEquals(HdlcEvent.CONNECTED, comes(HdlcFrameType.SNRM));
    sent();
  }

  private boolean send(int length) {
    return station.send(16, 1, new byte[length], 0, length);
  }

  @Test
  void aLinkBeginsWithWhatBothCanDo() {
    byte[] said = new byte[Negotiation.MAX_SIZE];
    int length = Negotiation.write(new HdlcParameters(300, 40, 1, 7), said);

    comes(SERVER, CLIENT, HdlcFrameType.SNRM.control(true), Arrays.copyOf(said, length));

    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(station.output().array(), 0, station.output().size());
    assertTrue(decoder.next());
    HdlcFrame ua = decoder.frame();
    assertEquals(HdlcFrameType.UA, ua.type());
    assertEquals(
        new HdlcParameters(40, 64, 3, 1),
        Negotiation.read(ua.array(), ua.informationOffset(), ua.informationLength()));
  }

  @Test
  void withoutLinkEverythingButAPushIsAnsweredWithDm() {
    assertEquals(HdlcEvent.NONE, request(0, 0, 1));
    comes(HdlcFrameType.DISC);
    assertEquals(List.of("DM P/F 1 > 16", "DM P/F 1 > 16"), sent());
    assertEquals(HdlcEvent.PUSH, comes(SERVER, CLIENT, 0x03, (byte) 1, (byte) 2));
  }

  @Test
  void whoeverIsNotThereIsSilent() {
    comes(HdlcAddress.server(11), CLIENT, HdlcFrameType.SNRM.control(true));

    assertEquals(List.of(), sent());
    assertEquals(1, station.faults(HdlcFault.FOREIGN));
  }

  @Test
  void anAnswerGoesInWindowsAsTheClientPolls() {
    connected();
    assertEquals(HdlcEvent.APDU, request(0, 0, 0xE6, 0xE6, 0, 5));
    assertEquals(List.of(), sent());
    assertTrue(send(300));
    // The client said nothing: fields of 128 bytes and a window of 1, of which the meter can 64.
    assertEquals(List.of("I N(S)=0 N(R)=1 P/F segment 1 > 16, 64 bytes"), sent());
    comes(SERVER, CLIENT, HdlcFrameType.RR.control(1, true));
    assertEquals(List.of("I N(S)=1 N(R)=1 P/F segment 1 > 16, 64 bytes"), sent());
    comes(SERVER, CLIENT, HdlcFrameType.RR.control(1, true));
    assertEquals(List.of("I N(S)=1 N(R)=1 P/F segment 1 > 16, 64 bytes"), sent());
  }

  @Test
  void aRequestThatComesTwiceIsHandedOnOnceAndAnsweredAgain() {
    connected();
    assertEquals(HdlcEvent.APDU, request(0, 0, 0xE6, 0xE6, 0, 5));
    send(1);
    List<String> answer = sent();

    assertEquals(HdlcEvent.NONE, request(0, 0, 0xE6, 0xE6, 0, 5));

    assertEquals(answer, sent());
    assertEquals(1, station.faults(HdlcFault.DUPLICATE));
  }

  @Test
  void aSlowMeterSaysThatItHasTheRequestAndAnswersTheNextPoll() {
    connected();
    request(0, 0, 0xE6, 0xE6, 0, 5);
    request(0, 0, 0xE6, 0xE6, 0, 5);
    assertEquals(List.of("RR N(R)=1 P/F 1 > 16"), sent());
    send(1);
    assertEquals(List.of(), sent());

    comes(SERVER, CLIENT, HdlcFrameType.RR.control(0, true));

    assertEquals(List.of("I N(S)=0 N(R)=1 P/F 1 > 16, 4 bytes"), sent());
  }

  @Test
  void severalAnswersGoOneAfterTheOther() {
    connected();
    request(0, 0, 0xE6, 0xE6, 0, 5);
    assertTrue(send(1));
    assertTrue(send(2));
    assertEquals(List.of("I N(S)=0 N(R)=1 P/F 1 > 16, 4 bytes"), sent());

    comes(SERVER, CLIENT, HdlcFrameType.RR.control(1, true));

    assertEquals(List.of("I N(S)=1 N(R)=1 P/F 1 > 16, 5 bytes"), sent());
  }

  @Test
  void aBusyMeterTakesNothing() {
    connected();
    assertTrue(station.busy(16, 1, true));
    assertEquals(HdlcEvent.NONE, request(0, 0, 0xE6, 0xE6, 0, 5));
    assertEquals(List.of("RNR N(R)=0 P/F 1 > 16"), sent());

    station.busy(16, 1, false);

    assertEquals(HdlcEvent.APDU, request(0, 0, 0xE6, 0xE6, 0, 5));
  }

  @Test
  void anUnknownControlFieldIsRejectedUntilTheNextLink() {
    connected();
    comes(SERVER, CLIENT, 0xFF);
    request(0, 0, 0xE6, 0xE6, 0, 5);
    List<String> sent = sent();
    assertEquals("FRMR P/F 1 > 16, 3 bytes", sent.get(0));
    assertEquals("FRMR P/F 1 > 16, 3 bytes", sent.get(1));
    connected();
    assertEquals(HdlcEvent.APDU, request(0, 0, 0xE6, 0xE6, 0, 5));
  }

  @Test
  void anAcknowledgementOfWhatWasNotSentIsRejected() {
    connected();
    comes(SERVER, CLIENT, HdlcFrameType.RR.control(5, true));
    assertEquals(List.of("FRMR P/F 1 > 16, 3 bytes"), sent());
  }

  @Test
  void anApduThatIsTooLongIsRejected() {
    connected();
    for (int i = 0; i < 9; i++) {
      comes(SERVER, CLIENT, HdlcFrameType.information(i % 8, 0, true), true, new byte[60]);
    }
    assertEquals("FRMR P/F 1 > 16, 3 bytes", sent().get(8));
  }

  @Test
  void aLinkEndsWhenItIsIdleForTooLong() {
    connected();
    now = station.deadline();
    assertEquals(1000 * MS, now);

    assertEquals(HdlcEvent.DISCONNECTED, station.next(now));

    assertEquals(CLIENT, station.client());
    assertFalse(send(1));
  }

  @Test
  void disconnectingIsAcknowledgedOnceAndThenThereIsNoLink() {
    connected();
    assertEquals(HdlcEvent.DISCONNECTED, comes(HdlcFrameType.DISC));
    assertEquals(HdlcEvent.NONE, comes(HdlcFrameType.DISC));
    assertEquals(List.of("UA P/F 1 > 16", "DM P/F 1 > 16"), sent());
  }

  @Test
  void twoClientsHaveALinkEach() {
    connected();
    comes(SERVER, HdlcAddress.client(17), HdlcFrameType.SNRM.control(true));
    assertEquals(2, station.links());
    request(0, 0, 0xE6, 0xE6, 0, 5);
    assertEquals(16, station.client().upper());
    comes(SERVER, HdlcAddress.client(17), HdlcFrameType.information(0, 0, true), (byte) 7);
    assertEquals(17, station.client().upper());
    assertEquals(1, station.faults(HdlcFault.LLC), "an APDU without LLC is taken as it is");
    assertEquals(1, station.apduLength());
  }

  @Test
  void linksAreBounded() {
    for (int i = 1; i <= 40; i++) {
      comes(SERVER, HdlcAddress.client(i), HdlcFrameType.SNRM.control(true));
    }
    assertEquals(32, station.links());
    assertEquals("DM P/F 1 > 40", sent().get(39));
  }

  @Test
  void aLongPushGoesInSegmentsAndIsJoined() {
    byte[] apdu = new byte[150];
    Arrays.fill(apdu, 70, 90, (byte) 7);
    station.push(CLIENT, SERVER, apdu, 0, apdu.length);
    UnnumberedInformation information = new UnnumberedInformation(1000);
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(station.output().array(), 0, station.output().size());
    int frames = 0;
    boolean whole = false;
    while (decoder.next()) {
      assertFalse(whole);
      whole = information.accept(decoder.frame());
      frames++;
    }
    assertEquals(3, frames);
    assertTrue(whole);
    int from = information.offset();
    assertArrayEquals(
        apdu, Arrays.copyOfRange(information.array(), from, from + information.length()));
  }

  @Test
  void aPushWhoseLastSegmentIsLostDoesNotSpoilTheNext() {
    station.push(CLIENT, SERVER, new byte[150], 0, 150);
    station.push(CLIENT, SERVER, new byte[] {1}, 0, 1);
    UnnumberedInformation information = new UnnumberedInformation(1000);
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(station.output().array(), 0, station.output().size());
    boolean whole = false;
    for (int i = 0; decoder.next(); i++) {
      whole = i != 2 && information.accept(decoder.frame());
    }
    assertTrue(whole);
    assertEquals(1, information.length());
  }

  @Test
  void informationWhereThereMayBeNoneIsRejected() {
    connected();
    comes(SERVER, CLIENT, HdlcFrameType.RR.control(0, true), (byte) 1);
    assertEquals(List.of("FRMR P/F 1 > 16, 3 bytes"), sent());
  }
}
