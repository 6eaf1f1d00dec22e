/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.data.Data;

/** General block transfer, also where blocks get lost, come twice or never end. */
class GeneralBlocksTest {
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final String VALUE = "C40141000600BC614E";

  private static DlmsClient open(ScriptedPeer peer, int window) throws IOException {
    DlmsClientOptions options =
        DlmsClientOptions.builder().window(window).preferGeneralBlockTransfer(true).build();
    return DlmsClient.open(peer, options);
  }

  /** A block: control, number, acknowledged, data. */
  private static String block(int control, int number, int acknowledged, String data) {
    return "E0%02X%04X%04X%02X".formatted(control, number, acknowledged, data.length() / 2) + data;
  }

  @Test
  void blocksOfAWindowAreAcknowledgedTogether() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of(block(0x43, 1, 0, "C401"), block(0x43, 2, 0, "4100"), block(0x03, 3, 0, "06")),
            List.of(block(0x83, 4, 1, "00BC614E")));
    DlmsClient client = open(peer, 3);

    assertEquals(0xBC614E, client.get(ENERGY).asLong());
    assertEquals(block(0x83, 1, 3, ""), peer.sent().get(1));
    assertEquals(2, peer.sent().size());
  }

  @Test
  void aLostBlockIsAskedForAgain() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of(block(0x43, 1, 0, "C401"), block(0x03, 3, 0, "06")),
            List.of(
                block(0x43, 2, 1, "4100"), block(0x43, 3, 1, "06"), block(0x83, 4, 1, "00BC614E")));
    DlmsClient client = open(peer, 3);

    assertEquals(0xBC614E, client.get(ENERGY).asLong());
    assertEquals(block(0x83, 1, 1, ""), peer.sent().get(1));
  }

  @Test
  void theEndOfAWindowThatIsLostIsAskedForAfterATimeout() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of(block(0x43, 1, 0, "C401")),
            List.of(block(0x43, 2, 1, "4100"), block(0x83, 3, 1, "0600BC614E")));
    DlmsClient client = open(peer, 3);

    assertEquals(0xBC614E, client.get(ENERGY).asLong());
    assertEquals(block(0x83, 1, 1, ""), peer.sent().get(1));
  }

  @Test
  void aBlockThatComesTwiceCountsOnce() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of(
                block(0x43, 1, 0, "C401"),
                block(0x43, 1, 0, "C401"),
                block(0x83, 2, 0, "41000600BC614E")));

    assertEquals(0xBC614E, open(peer, 8).get(ENERGY).asLong());
  }

  @Test
  void aNotificationBetweenBlocksDoesNotDisturb() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of(
                block(0x43, 1, 0, "C401"),
                "0F00000001" + "00" + "1101",
                block(0x83, 2, 0, "41000600BC614E")));

    assertEquals(0xBC614E, open(peer, 8).get(ENERGY).asLong());
  }

  /** A meter that takes a request in blocks of 64 bytes, and so many in a row. */
  private static final class Taker {
    private final int window;
    private final List<Integer> numbers = new ArrayList<>();
    private final StringBuilder request = new StringBuilder();
    private final int lost;
    private boolean lostOne;
    private int taken;
    private int own;

    Taker(int window, int lost) {
      this.window = window;
      this.lost = lost;
    }

    List<String> take(String apdu) {
      if (apdu.startsWith("60")) {
        return List.of(ScriptedPeer.ACCEPTED.replace("04000007", "00400007"));
      }
      assertTrue(apdu.startsWith("E0"), apdu);
      int control = Integer.parseInt(apdu.substring(2, 4), 16);
      int number = Integer.parseInt(apdu.substring(4, 8), 16);
      assertTrue(apdu.length() <= 128, "longer than the meter takes");
      numbers.add(number);
      boolean loses = number == lost && !lostOne;
      lostOne |= loses;
      if (number == taken + 1 && !loses) {
        taken = number;
        request.append(apdu.substring(14));
      }
      boolean last = (control & 0x80) != 0 && taken == number;
      if (last) {
        return List.of("C5014100");
      }
      return (control & 0x40) != 0 ? List.of() : List.of(block(window, ++own, taken, ""));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 63})
  void aLongRequestGoesOutInBlocksAsTheMeterTakesThem(int window) throws IOException {
    Taker meter = new Taker(window, -1);
    DlmsClient client = open(new ScriptedPeer(meter::take), 1);
    Data value = Data.octets(new byte[300]);

    client.set(ENERGY, value);

    assertEquals(
        "C10141000301000108" + "00FF0200" + RecordedExchange.hex(value.encode()),
        meter.request.toString());
    assertEquals(List.of(1, 2, 3, 4, 5, 6), meter.numbers);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6})
  void aBlockOfARequestThatIsLostIsSentAgain(int lost) throws IOException {
    Taker meter = new Taker(3, lost);
    DlmsClient client = open(new ScriptedPeer(meter::take), 1);

    client.set(ENERGY, Data.octets(new byte[300]));

    assertTrue(meter.numbers.size() > 6);
  }

  @Test
  void blocksThatBringNothingComeToAnEnd() throws IOException {
    for (String endless :
        List.of(
            block(0x41, 5, 0, "AA"), // never the first one
            block(0x41, 1, 0, ""), // never data
            block(0x01, 9, 0, "AA"))) {
      ScriptedPeer peer = ScriptedPeer.answering();
      DlmsClient client = open(peer, 1);
      List<String> many = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        many.add(endless);
      }
      peer.script(request -> request.startsWith("C0") ? many : List.of());

      assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"E0", "E081000100", "E081000100000" + "2AA", "E08100010000" + "85AA"})
  void aBrokenBlockIsRefused(String broken) throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering(List.of(broken), List.of(VALUE));

    assertThrows(ProtocolErrorException.class, () -> open(peer, 1).get(ENERGY));
  }
}
