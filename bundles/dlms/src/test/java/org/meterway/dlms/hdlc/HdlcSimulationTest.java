/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Both ends over a line that loses, doubles, garbles and cuts, in virtual time: each APDU arrives
 * once and in order both ways, or the link ends with a reason.
 */
class HdlcSimulationTest {
  private static final long MS = 1_000_000;

  /** How many seeds each test tries; more of them after a change to the links. */
  private static final int RUNS = Integer.getInteger("meterway.hdlc.runs", 300);

  private static final long FAST = 8 * MS;

  /** So slow that many answers come after the client has asked again. */
  private static final long SLOW = 150 * MS;

  private static final HdlcAddress CLIENT = HdlcAddress.client(16);

  /** What is under way, in order: bytes and when they arrive. */
  private record Piece(long at, byte[] bytes) {}

  private static final class Line {
    private final SplittableRandom random;
    private final double faults;
    private final long delay;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long latest;

    private Line(SplittableRandom random, double faults, long delay) {
      this.random = random;
      this.faults = faults;
      this.delay = delay;
    }

    private boolean strikes() {
      return random.nextDouble() < faults;
    }

    void take(HdlcEncoder out, long now) {
      byte[] bytes = out.toByteArray();
      out.reset();
      int at = 0;
      while (at < bytes.length) {
        int length = ((bytes[at + 1] & 7) << 8 | bytes[at + 2] & 0xFF) + 2;
        frame(Arrays.copyOfRange(bytes, at, at + length), now);
        at += length;
      }
    }

    private void frame(byte[] frame, long now) {
      byte[] sent = frame;
      if (strikes()) {
        switch (random.nextInt(5)) {
          case 0 -> {
            return;
          }
          case 1 -> add(sent, now);
          case 2 -> sent[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
          case 3 -> sent = Arrays.copyOf(sent, random.nextInt(sent.length));
          default -> {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            add(noise, now);
          }
        }
      }
      add(sent, now);
    }

    private void add(byte[] bytes, long now) {
      latest = Math.max(latest, now + 1 + random.nextLong(delay));
      pieces.add(new Piece(latest, bytes));
    }

    long next() {
      return pieces.isEmpty() ? Long.MAX_VALUE : pieces.peek().at();
    }
  }

  /** One run: a seed decides everything. */
  private static final class Run {
    private final SplittableRandom random;
    private final HdlcClientLink client;
    private final HdlcServerStation station;
    private final Line up;
    private final Line down;
    private final HdlcAddress server;
    private final int rounds = 12;
    private long now;
    private int asked;
    private int answered;
    private byte[] request;
    private byte[] answer;
    private String failure;

    private Run(long seed, double faults, long delay) {
      random = new SplittableRandom(seed);
      server =
          switch (random.nextInt(3)) {
            case 0 -> HdlcAddress.server(1);
            case 1 -> HdlcAddress.server(1, 17);
            default -> HdlcAddress.server(1, 300);
          };
      HdlcTiming timing = new HdlcTiming(200 * MS, 20 * MS, 6);
      client = new HdlcClientLink(CLIENT, server, parameters(), timing, 20_000);
      station = new HdlcServerStation(a -> true, parameters(), 60_000 * MS, 20 * MS, 20_000);
      up = new Line(random.split(), faults, delay);
      down = new Line(random.split(), faults, delay);
    }

    private HdlcParameters parameters() {
      return new HdlcParameters(
          32 + random.nextInt(300),
          32 + random.nextInt(300),
          1 + random.nextInt(7),
          1 + random.nextInt(7));
    }

    private byte[] apdu(int round) {
      byte[] apdu = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 9000 : 400)];
      random.nextBytes(apdu);
      apdu[0] = (byte) round;
      return apdu;
    }

    void go() {
      client.connect(now);
      while (failure == null && answered < rounds) {
        up.take(client.output(), now);
        down.take(station.output(), now);
        now =
            Math.max(
                now,
                Math.min(
                    Math.min(up.next(), down.next()),
                    Math.min(client.deadline(), station.deadline())));
        assertTrue(now < 3_600_000 * MS, "comes to an end");
        if (up.next() <= now) {
          byte[] bytes = up.pieces.remove().bytes();
          station.put(bytes, 0, bytes.length, now);
        }
        if (down.next() <= now) {
          byte[] bytes = down.pieces.remove().bytes();
          client.put(bytes, 0, bytes.length, now);
        }
        serve();
        ask();
      }
    }

    private void serve() {
      HdlcEvent event = station.next(now);
      while (event != HdlcEvent.NONE) {
        if (event == HdlcEvent.APDU) {
          assertArrayEquals(
              request,
              Arrays.copyOfRange(
                  station.apduArray(),
                  station.apduOffset(),
                  station.apduOffset() + station.apduLength()),
              "the request, once");
          request = null;
          answer = apdu(asked);
          assertTrue(station.send(16, 1, answer, 0, answer.length));
          down.take(station.output(), now);
        }
        event = station.next(now);
      }
    }

    private void ask() {
      try {
        HdlcEvent event = client.next(now);
        while (event != HdlcEvent.NONE) {
          if (event == HdlcEvent.APDU) {
            assertArrayEquals(
                answer,
                Arrays.copyOfRange(
                    client.apduArray(),
                    client.apduOffset(),
                    client.apduOffset() + client.apduLength()),
                "the answer, once");
            answer = null;
            answered++;
          }
          if (answered == asked && client.canSend()) {
            asked++;
            request = apdu(asked);
            client.send(request, 0, request.length, now);
            up.take(client.output(), now);
          }
          event = client.next(now);
        }
      } catch (HdlcException e) {
        failure = e.reason() + ": " + e.getMessage();
      }
    }
  }

  @Test
  void withoutFaultsEverythingArrivesAtOnce() {
    for (long seed = 0; seed < RUNS; seed++) {
      Run run = new Run(seed, 0, FAST);
      run.go();
      assertEquals(null, run.failure, "seed " + seed);
      assertEquals(0, run.client.faults(HdlcFault.DUPLICATE), "seed " + seed);
      assertEquals(0, run.station.faults(HdlcFault.DUPLICATE), "seed " + seed);
    }
  }

  @Test
  void withFewFaultsEverythingArrives() {
    for (long seed = 0; seed < RUNS; seed++) {
      Run run = new Run(seed, 0.03, FAST);
      run.go();
      assertEquals(null, run.failure, "seed " + seed);
    }
  }

  @Test
  void withManyFaultsEverythingArrivesOrTheLinkSaysWhyNot() {
    int failed = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      Run run = new Run(seed, 0.05 + seed % 10 * 0.06, FAST);
      run.go();
      if (run.failure != null) {
        failed++;
        assertTrue(
            run.failure.startsWith("NO_ANSWER") || run.failure.startsWith("REJECTED"), run.failure);
      }
    }
    assertTrue(failed > 0 && failed < RUNS / 2, failed + " links failed");
  }

  @Test
  void answersThatComeAfterTheClientHasAskedAgainCountOnce() {
    long duplicates = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      Run run = new Run(seed, 0.01, SLOW);
      run.go();
      assertEquals(null, run.failure, "seed " + seed);
      duplicates += run.client.faults(HdlcFault.DUPLICATE) + run.client.faults(HdlcFault.GAP);
    }
    assertTrue(duplicates > RUNS, duplicates + " came again");
  }
}
