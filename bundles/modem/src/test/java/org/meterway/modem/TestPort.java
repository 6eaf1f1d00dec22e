/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;

/**
 * A port on a pseudo-terminal, which is raw already. It delivers to the listeners that its
 * framework holds, on a thread of its own.
 */
final class TestPort implements MeterPort, AutoCloseable {
  private final FakeFramework framework;
  private final RandomAccessFile device;
  private final Thread reader = new Thread(this::read, "test-port");
  private volatile PortStatus status;

  TestPort(FakeFramework framework, Path path) throws IOException {
    this.framework = framework;
    device = new RandomAccessFile(path.toFile(), "rw");
    status = new PortStatus(name(), PortState.OPEN, "", Instant.now());
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] buffer = new byte[256];
    try {
      int count = device.read(buffer);
      while (count >= 0) {
        int length = count;
        framework
            .service(PortListener.class)
            .ifPresent(listener -> listener.received(buffer, 0, length));
        count = device.read(buffer);
      }
      become(PortState.FAILED, "the device hung up");
    } catch (IOException e) {
      become(PortState.FAILED, "the device has gone");
    }
  }

  /** Becomes so, and says so. */
  void become(PortState state, String reason) {
    status = new PortStatus(name(), state, reason, Instant.now());
    framework.service(PortListener.class).ifPresent(listener -> listener.stateChanged(status));
  }

  @Override
  public String name() {
    return "modem";
  }

  @Override
  public PortStatus status() {
    return status;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws PortException {
    if (status.state() != PortState.OPEN) {
      throw new PortException("not open: " + status.reason());
    }
    try {
      device.write(buffer, offset, length);
    } catch (IOException e) {
      throw new PortException("the device does not take bytes", e);
    }
  }

  @Override
  public boolean enqueue(byte[] frame) {
    throw new UnsupportedOperationException("a modem's words are written");
  }

  /** The modem goes first, which ends the reader. */
  @Override
  public void close() throws IOException {
    try {
      reader.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    device.close();
  }
}
