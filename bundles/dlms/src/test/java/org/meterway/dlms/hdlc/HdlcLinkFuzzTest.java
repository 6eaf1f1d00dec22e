/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Any frames with right check sequences, in any order and at any time, at both ends of a link. */
class HdlcLinkFuzzTest extends FuzzTarget {
  private static final HdlcAddress CLIENT = HdlcAddress.client(16);
  private static final HdlcAddress SERVER = HdlcAddress.server(1);
  private static final int MAX_APDU = 300;

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    HdlcParameters parameters =
        new HdlcParameters(
            choices.of(32, 128), choices.of(32, 128), 1 + choices.below(7), 1 + choices.below(7));
    HdlcClientLink client =
        new HdlcClientLink(CLIENT, SERVER, parameters, new HdlcTiming(1000, 100, 2), MAX_APDU);
    HdlcServerStation server =
        new HdlcServerStation(address -> true, parameters, 5000, 100, MAX_APDU);
    long now = 0;
    client.connect(now);
    while (choices.remaining() > 0) {
      now += choices.of(0, 1, 50, 200, 1100);
      byte[] frame = frame(choices);
      if (choices.flip()) {
        client(client, frame, choices, now);
      } else {
        server(server, frame, choices, now);
      }
    }
  }

  private static byte[] frame(Choices choices) {
    if (choices.oneIn(8)) {
      return choices.bytes(20);
    }
    HdlcEncoder out = new HdlcEncoder();
    boolean toClient = choices.flip();
    byte[] information = choices.flip() ? choices.bytes(60) : new byte[0];
    out.frame(
        toClient ? CLIENT : SERVER,
        toClient ? SERVER : CLIENT,
        choices.octet(),
        choices.oneIn(3),
        information,
        0,
        information.length);
    return out.toByteArray();
  }

  private static void client(HdlcClientLink link, byte[] frame, Choices choices, long now) {
    link.put(frame, 0, frame.length, now);
    try {
      HdlcEvent event;
      do {
        event = link.next(now);
        if (event == HdlcEvent.APDU || event == HdlcEvent.PUSH) {
          assertTrue(link.apduLength() <= MAX_APDU + Llc.SIZE);
          assertTrue(link.apduOffset() + link.apduLength() <= link.apduArray().length);
        }
      } while (event != HdlcEvent.NONE);
      if (link.canSend() && choices.flip()) {
        link.send(frame, 0, frame.length, now);
      } else {
        link.poll(now);
      }
    } catch (HdlcException e) {
      link.reset();
      link.connect(now);
    }
    assertTrue(link.output().size() < 8192);
    link.output().reset();
  }

  private static void server(HdlcServerStation station, byte[] frame, Choices choices, long now) {
    station.put(frame, 0, frame.length, now);
    HdlcEvent event;
    do {
      event = station.next(now);
      if (event == HdlcEvent.APDU && choices.flip()) {
        station.send(16, 1, frame, 0, frame.length);
      }
    } while (event != HdlcEvent.NONE);
    assertTrue(station.output().size() < 8192);
    station.output().reset();
  }

  @Override
  protected int weight() {
    return 2;
  }
}
