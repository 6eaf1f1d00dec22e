/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;
import static org.meterway.itests.support.Eventually.eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.meterway.simulator.Pty;

/** A meter at the far end of a pseudo-terminal, played by the test. */
public final class Meter implements AutoCloseable {
  private static final int ANSWER_SECONDS = 15;

  private final Wire wire;
  private final Pty pty;
  private final Thread reader;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream transparent = new ByteArrayOutputStream();
  private volatile Throwable damage;

  private Meter(Wire wire, Pty pty) {
    this.wire = wire;
    this.pty = pty;
    reader = new Thread(this::read, "test-meter-" + pty.device());
    reader.setDaemon(true);
  }

  public static Meter speaking(Wire wire) {
    try {
      Meter meter = new Meter(wire, Pty.open());
      meter.reader.start();
      return meter;
    } catch (IOException noPty) {
      throw new UncheckedIOException(noPty);
    }
  }

  public Path device() {
    return pty.device();
  }

  /** As udev does for a device that was plugged in. */
  public void linkAt(Path symlink) {
    try {
      pty.linkAt(symlink);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public void sends(Frame frame) {
    sendsRaw(wire.encode(frame));
  }

  public void sendsRaw(byte[] bytes) {
    try {
      pty.write(bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The next frame that is not transparent data. */
  public Frame receives() {
    try {
      Frame frame = frames.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      requireNoDamage();
      assertNotNull(frame, "no frame came to the meter");
      return frame;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return fail(interrupted);
    }
  }

  /** The transparent payloads so far, one behind the other. */
  public byte[] transparentBytes() {
    requireNoDamage();
    synchronized (transparent) {
      return transparent.toByteArray();
    }
  }

  /** Waits for so many bytes of transparent payloads. */
  public byte[] receivesTransparent(int bytes) {
    eventually(
        () -> "the meter got " + transparentBytes().length + " bytes of " + bytes,
        () -> transparentBytes().length >= bytes);
    return transparentBytes();
  }

  /** The device is pulled out. */
  @Override
  public void close() {
    pty.close();
  }

  private void requireNoDamage() {
    if (damage != null) {
      fail("the meter received damaged bytes", damage);
    }
  }

  private void read() {
    Wire.Reader line = wire.new Reader();
    byte[] buffer = new byte[8192];
    try {
      for (int count = pty.read(buffer); count >= 0; count = pty.read(buffer)) {
        line.read(buffer, count).forEach(this::take);
      }
    } catch (IOException | RuntimeException failed) {
      damage = failed;
    }
  }

  private void take(Frame frame) {
    if (frame.protocol() == 0x2100) {
      synchronized (transparent) {
        transparent.writeBytes(frame.data());
      }
    } else {
      frames.add(frame);
    }
  }
}
