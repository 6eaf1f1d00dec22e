/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * What a simulated head end finds in a stream: each byte is part of a payload or foreign, and the
 * cuts of the stream change nothing.
 */
class PayloadReaderFuzzTest extends FuzzTarget {
  /** What was found, foreign bytes as hex text joined to one stretch. */
  private static final class Found implements PayloadReader.Sink {
    private final List<Object> all = new ArrayList<>();
    private final StringBuilder foreign = new StringBuilder();
    private int bytes;

    @Override
    public void payload(SimulatedPayload payload) {
      endForeign();
      all.add(payload);
      bytes += payload.length();
    }

    @Override
    public void foreign(byte[] buffer, int offset, int length) {
      foreign.append(HexFormat.of().formatHex(buffer, offset, offset + length));
      bytes += length;
    }

    private void endForeign() {
      if (foreign.length() > 0) {
        all.add(foreign.toString());
        foreign.setLength(0);
      }
    }
  }

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    int[] pieces = {1 + choices.below(40), 1 + choices.below(7)};
    byte[] stream = stream(choices);
    Found whole = read(stream, new int[] {Math.max(1, stream.length)});
    assertEquals(whole.all, read(stream, pieces).all);
    assertEquals(whole.all, read(stream, new int[] {1}).all);
  }

  /** Payloads, some of them damaged, and other bytes. */
  private static byte[] stream(Choices choices) {
    byte[] stream = new byte[0];
    int parts = choices.below(6);
    for (int i = 0; i < parts; i++) {
      byte[] part;
      if (choices.flip()) {
        part =
            new SimulatedPayload(
                    choices.of(Direction.values()),
                    choices.below(3),
                    choices.octet(),
                    choices.longInteger(),
                    SimulatedPayload.MIN_LENGTH + choices.below(90))
                .encode();
        if (choices.oneIn(4)) {
          part[choices.below(part.length)] ^= (byte) (1 << choices.below(8));
        }
      } else {
        part = choices.bytes(30);
      }
      stream = joined(stream, part);
    }
    return joined(stream, choices.rest());
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** With zeros at the end until nothing is waited for any more. */
  private static Found read(byte[] stream, int[] pieces) {
    Found found = new Found();
    PayloadReader reader = new PayloadReader(found);
    int turn = 0;
    for (int at = 0; at < stream.length; ) {
      int count = Math.min(stream.length - at, pieces[turn++ % pieces.length]);
      reader.read(stream, at, count);
      at += count;
      assertTrue(found.bytes <= at);
    }
    int zeros = 0;
    while (found.bytes < stream.length + zeros) {
      assertTrue(zeros < 2 * SimulatedPayload.MAX_LENGTH, "bytes are kept for ever");
      reader.read(new byte[512], 0, 512);
      zeros += 512;
    }
    assertEquals(stream.length + zeros, found.bytes, "bytes covered");
    found.endForeign();
    return found;
  }

  @Override
  protected List<String> words() {
    return List.of("MW", "M", "MW\u0000\u0017U", "MW\u0000\u0040D", "MWMW");
  }
}
