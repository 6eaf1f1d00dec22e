/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes of a line to frames. An operation is a megabyte of payload. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
  /** What one read of a fast port brings. */
  private static final int PIECE = 16 * 1024;

  /** What takes the line apart. */
  public enum Decoder {
    /** The baseline, on the same line as {@link #STUFFED_FCS16}. */
    BYTE_AT_A_TIME(Framing.STUFFED, FrameCheck.FCS16),
    /** Stuffed, FCS-16. */
    STUFFED_FCS16(Framing.STUFFED, FrameCheck.FCS16),
    /** Stuffed, FCS-32. */
    STUFFED_FCS32(Framing.STUFFED, FrameCheck.FCS32),
    /** With a length field, FCS-16. */
    LENGTH_FCS16(Framing.LENGTH, FrameCheck.FCS16),
    /** With a length field, FCS-32. */
    LENGTH_FCS32(Framing.LENGTH, FrameCheck.FCS32);

    private final FrameFormat format;

    Decoder(Framing framing, FrameCheck check) {
      this.format = Frames.format(framing, check);
    }
  }

  private interface Decode {
    void decode(byte[] buffer, int offset, int length);
  }

  /** The decoder. */
  @Param public Decoder decoder;

  /** Bytes of payload in a frame. */
  @Param({"64", "256", "1500"})
  public int size;

  private final CountingSink sink = new CountingSink();
  private Decode decode;
  private byte[] line;
  private long expected;
  private long rounds;

  /** Makes the line. */
  @Setup(Level.Trial)
  public void setUp() {
    FrameEncoder encoder = new Rfc1662FrameCodec().newEncoder(decoder.format);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (byte[] payload : Frames.payloads(size)) {
      frames.writeBytes(encoder.encode(0x2100, 0xBF, payload));
      expected++;
    }
    line = frames.toByteArray();
    if (decoder == Decoder.BYTE_AT_A_TIME) {
      decode = new ByteAtATimeDecoder(0, FrameFormat.LARGEST_INFORMATION, sink)::decode;
    } else {
      FrameDecoder codec = new Rfc1662FrameCodec().newDecoder(decoder.format, sink);
      decode = codec::decode;
    }
  }

  /** Every frame must have come out. */
  @TearDown(Level.Trial)
  public void check() {
    sink.expect(rounds * expected);
  }

  /** Takes the whole line, read by read. */
  @Benchmark
  public long decode(Bytes counter) {
    counter.begin();
    rounds++;
    for (int at = 0; at < line.length; at += PIECE) {
      decode.decode(line, at, Math.min(PIECE, line.length - at));
    }
    counter.end(line.length);
    return sink.seen();
  }
}
