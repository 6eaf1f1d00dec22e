/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.Framing;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A megabyte made to cost a decoder with a length field as much as possible. In all of them each
 * few bytes look like the beginning of a long frame.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class HostileInputBenchmark {
  /** What the line holds. */
  public enum Input {
    /** Headers of the largest frame; no closing flag is where it should be. */
    HEADERS,
    /** Headers of long frames, each of which has its closing flag in place. */
    HEADERS_WITH_CLOSING_FLAG,
    /** The same with frames just short enough to be checked afresh each time. */
    SHORT_WITH_CLOSING_FLAG,
    /** Nothing but flags. */
    FLAGS,
    /** Random bytes. */
    RANDOM
  }

  /** The input. */
  @Param public Input input;

  /** The frame check. */
  @Param public FrameCheck check;

  /** Bytes given at a time. */
  @Param({"1", "512", "16384"})
  public int piece;

  private final CountingSink sink = new CountingSink();
  private FrameDecoder decoder;
  private byte[] line;

  /** Makes the line. */
  @Setup(Level.Trial)
  public void setUp() {
    int period = 7;
    int overhead = period + check.length();
    int largest = 65535 / period * period - overhead % period;
    line =
        switch (input) {
          case HEADERS -> headers(0xFFFF);
          case HEADERS_WITH_CLOSING_FLAG -> headers(largest);
          case SHORT_WITH_CLOSING_FLAG -> headers(247 / period * period - overhead % period);
          case FLAGS -> headers(0);
          case RANDOM -> headers(0);
        };
    if (input == Input.FLAGS) {
      Arrays.fill(line, (byte) 0x7E);
    } else if (input == Input.RANDOM) {
      new SplittableRandom(1).nextBytes(line);
    }
    decoder = new Rfc1662FrameCodec().newDecoder(Frames.format(Framing.LENGTH, check), sink);
  }

  private static byte[] headers(int length) {
    byte[] line = new byte[(1 << 20) / 7 * 7];
    for (int at = 0; at < line.length; at += 7) {
      line[at] = 0x7E;
      line[at + 1] = (byte) 0xFF;
      line[at + 2] = 0x03;
      line[at + 4] = 0x21;
      line[at + 5] = (byte) (length >>> 8);
      line[at + 6] = (byte) length;
    }
    return line;
  }

  /** Takes the whole line. */
  @Benchmark
  public long decode(Bytes counter) {
    counter.begin();
    for (int at = 0; at < line.length; at += piece) {
      decoder.decode(line, at, Math.min(piece, line.length - at));
    }
    counter.end(line.length);
    return sink.seen();
  }
}
