/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadReaderTest {
  private final List<SimulatedPayload> found = new ArrayList<>();
  private final ByteArrayOutputStream foreign = new ByteArrayOutputStream();
  private final PayloadReader reader =
      new PayloadReader(
          new PayloadReader.Sink() {
            @Override
            public void payload(SimulatedPayload payload) {
              found.add(payload);
            }

            @Override
            public void foreign(byte[] buffer, int offset, int length) {
              foreign.write(buffer, offset, length);
            }
          });

  private static SimulatedPayload payload(int sequence, int length) {
    return new SimulatedPayload(Direction.UP, 7, sequence, 1234567890123456789L, length);
  }

  @Test
  void findsEachPayloadWhereverTheStreamIsCut() {
    byte[] one = payload(0, SimulatedPayload.MIN_LENGTH).encode();
    byte[] two = payload(1, 300).encode();
    byte[] stream = new byte[one.length + 3 + two.length];
    System.arraycopy(one, 0, stream, 0, one.length);
    System.arraycopy(new byte[] {'M', 'W', 9}, 0, stream, one.length, 3);
    System.arraycopy(two, 0, stream, one.length + 3, two.length);

    for (int cut = 0; cut <= stream.length; cut++) {
      found.clear();
      foreign.reset();
      reader.read(stream, 0, cut);
      reader.read(stream, cut, stream.length - cut);
      assertEquals(List.of(payload(0, SimulatedPayload.MIN_LENGTH), payload(1, 300)), found);
      assertArrayEquals(new byte[] {'M', 'W', 9}, foreign.toByteArray());
    }
  }

  @Test
  void takesADamagedPayloadForForeignBytesAndFindsTheNext() {
    byte[] damaged = payload(5, 64).encode();
    damaged[40] ^= 1;
    reader.read(damaged, 0, damaged.length);
    byte[] good = payload(6, 64).encode();
    reader.read(good, 0, good.length);

    assertEquals(List.of(payload(6, 64)), found);
    assertArrayEquals(damaged, foreign.toByteArray());
  }

  @Test
  void handsOverForeignBytesAtOnce() {
    reader.read("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 5);

    assertEquals("hello", foreign.toString(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void fillsAPayloadWithFlagsAndEscapesToo() {
    byte[] bytes = payload(1, 300).encode();

    assertEquals(true, contains(bytes, (byte) 0x7E) && contains(bytes, (byte) 0x7D));
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte octet : bytes) {
      if (octet == wanted) {
        return true;
      }
    }
    return false;
  }
}
