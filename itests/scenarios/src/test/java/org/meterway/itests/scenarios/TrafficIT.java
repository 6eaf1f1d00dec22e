/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.InParallel;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Numbered;
import org.meterway.itests.support.Wire;

/** Frames of a meter reach the head end, and what the head end sends reaches the meter. */
public class TrafficIT extends Scenario {
  @Test
  void aFrameOfQuecPythonReachesTheHeadEndAndBack() {
    Meter meter = meterSpeaking(Wire.LENGTH);
    HeadEndServer server = headEndServer();
    gateway().flow("meter1", meter, Wire.LENGTH, server);

    // As the reference sends it, octet for octet.
    meter.sendsRaw(HexFormat.of().parseHex("7eff0300210006bf68656c6c6f37e97e"));
    assertEquals("hello", new String(server.receives(5), StandardCharsets.US_ASCII));

    server.sends("world".getBytes(StandardCharsets.US_ASCII));
    assertEquals("world", new String(meter.receivesTransparent(5), StandardCharsets.US_ASCII));
  }

  @Test
  void everyOctetPassesInEveryForm() {
    byte[] octets = new byte[256];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    for (Wire wire : Wire.values()) {
      String name = "meter-" + wire;
      Meter meter = meterSpeaking(wire);
      HeadEndServer server = headEndServer();
      gateway().flow(name, meter, wire, server);

      meter.sends(Frame.transparent(octets));
      assertArrayEquals(octets, server.receives(octets.length), name);
      server.sends(octets);
      assertArrayEquals(octets, meter.receivesTransparent(octets.length), name);
    }
  }

  @Test
  void aMeterIsAnsweredInTheOrderOfFrameCheckOctetsThatItUses() {
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    for (Wire wire : List.of(Wire.LENGTH, Wire.LENGTH_LOW_FIRST)) {
      String name = "meter-" + wire;
      Meter meter = meterSpeaking(wire);
      HeadEndServer server = headEndServer();
      gateway().port(name, meter.device());
      gateway().headEnd(name, server.port());
      gateway().link(name, name, name, wire).change("fcsOrder", "EITHER");
      gateway().awaitState("link", name, "UP");

      meter.sends(Frame.transparent(hello));
      server.receives(hello.length);
      server.sends(hello);
      assertArrayEquals(hello, meter.receivesTransparent(hello.length), name);
    }
  }

  @Test
  void noiseAndDamagedFramesAreCountedAndLoseNoGoodFrame() {
    Meter meter = meterSpeaking(Wire.STUFFED);
    HeadEndServer server = headEndServer();
    gateway().flow("meter1", meter, Wire.STUFFED, server);
    Numbered payloads = new Numbered("m", 64);
    byte[] damaged = Wire.STUFFED.encode(Frame.transparent(payloads.payload(99)));
    damaged[20] ^= 0x01;

    for (int i = 0; i < 10; i++) {
      meter.sendsRaw(HexFormat.of().parseHex("00112233"));
      meter.sends(Frame.transparent(payloads.payload(i)));
      meter.sendsRaw(damaged);
    }
    meter.sends(Frame.transparent(payloads.payload(10)));

    payloads.requireAll(11, server.receives(11 * 64));
    assertEquals(10, gateway().counter("link", "meter1", "faults.fcs.mismatch"));
  }

  @Test
  void eightLinksCarryThousandsOfMessagesBothWaysWithoutLoss() {
    int links = 8;
    int messages = 2000;
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < links; i++) {
      Wire wire = Wire.values()[i % Wire.values().length];
      Meter meter = meterSpeaking(wire);
      HeadEndServer server = headEndServer();
      gateway().flow("meter" + i, meter, wire, server);
      flows.add(new Flow(meter, server, new Numbered("up" + i, 64), new Numbered("down" + i, 64)));
    }

    InParallel.run(flows.stream().flatMap(flow -> flow.feeders(messages)).toList());

    for (int i = 0; i < links; i++) {
      flows.get(i).requireAll(messages);
      assertEquals(messages, gateway().counter("link", "meter" + i, "frames.in"));
    }
  }

  /** One link under load. */
  private record Flow(Meter meter, HeadEndServer server, Numbered up, Numbered down) {
    Stream<Runnable> feeders(int messages) {
      return Stream.of(
          () -> {
            for (int i = 0; i < messages; i++) {
              meter.sends(Frame.transparent(up.payload(i)));
            }
          },
          () -> {
            for (int i = 0; i < messages; i++) {
              server.sends(down.payload(i));
            }
          });
    }

    void requireAll(int messages) {
      up.requireAll(messages, server.receives(messages * up.length()));
      down.requireAll(messages, meter.receivesTransparent(messages * down.length()));
    }
  }
}
