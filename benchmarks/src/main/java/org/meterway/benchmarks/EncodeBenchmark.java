/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.util.concurrent.TimeUnit;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameEncoder;
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

/** Payloads to frames, each into the same buffer. An operation is a megabyte of payload. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class EncodeBenchmark {
  /** The framing. */
  @Param public Framing framing;

  /** The frame check. */
  @Param public FrameCheck check;

  /** Bytes of payload in a frame. */
  @Param({"64", "256", "1500"})
  public int size;

  private byte[][] payloads;
  private FrameEncoder encoder;
  private byte[] target;

  /** Makes the payloads. */
  @Setup(Level.Trial)
  public void setUp() {
    payloads = Frames.payloads(size);
    encoder = new Rfc1662FrameCodec().newEncoder(Frames.format(framing, check));
    target = new byte[encoder.maxFrameLength(size)];
  }

  /** Frames each payload. */
  @Benchmark
  public byte[] encode(Bytes counter) {
    counter.begin();
    long bytes = 0;
    for (byte[] payload : payloads) {
      bytes += encoder.encode(0x2100, 0xBF, payload, 0, payload.length, target, 0);
    }
    counter.end(bytes);
    return target;
  }
}
