/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The module of a meter that speaks DLMS in transparent data (0x2100): passes the payloads of one
 * line on to a meter's HDLC, and what that answers back.
 */
public final class DlmsModule implements AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = 1_000_000;

  private final Meter line;
  private final Socket meter;
  private volatile boolean closed;

  private DlmsModule(Meter line, Socket meter) {
    this.line = line;
    this.meter = meter;
  }

  public static DlmsModule between(Meter line, DlmsMeter meter) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), meter.hdlcPort());
      DlmsModule module = new DlmsModule(line, socket);
      module.start(module::down, "down");
      module.start(module::up, "up");
      return module;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void start(Runnable task, String way) {
    Thread thread = new Thread(task, "test-dlms-module-" + way);
    thread.setDaemon(true);
    thread.start();
  }

  private void down() {
    int passed = 0;
    try {
      while (!closed) {
        byte[] all = line.transparentBytes();
        if (all.length > passed) {
          meter.getOutputStream().write(Arrays.copyOfRange(all, passed, all.length));
          passed = all.length;
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    } catch (IOException gone) {
      // The meter or the test is at its end.
    }
  }

  private void up() {
    byte[] buffer = new byte[512];
    try {
      InputStream answers = meter.getInputStream();
      for (int count = answers.read(buffer); count >= 0; count = answers.read(buffer)) {
        line.sends(Frame.transparent(Arrays.copyOf(buffer, count)));
      }
    } catch (IOException | RuntimeException gone) {
      // The same.
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      meter.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
