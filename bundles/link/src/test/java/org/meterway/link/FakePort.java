/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;

/** A port in memory, open or not. */
final class FakePort implements MeterPort {
  final ByteArrayOutputStream written = new ByteArrayOutputStream();
  final List<Integer> writeLengths = new ArrayList<>();
  volatile PortState state = PortState.OPEN;
  volatile boolean queueFull;

  /** The next write breaks the line when it has taken so many bytes; -1 for none. */
  volatile int breaksAfter = -1;

  /** Runs at the begin of each write. */
  volatile Runnable onWrite = () -> {};

  private volatile Instant since = Instant.EPOCH;

  /** Another state, from now on. */
  PortStatus change(PortState changed) {
    since = since.plusSeconds(1);
    state = changed;
    return status();
  }

  @Override
  public String name() {
    return "port1";
  }

  @Override
  public PortStatus status() {
    return new PortStatus(name(), state, state == PortState.OPEN ? "" : "no such device", since);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws PortException {
    if (state != PortState.OPEN) {
      throw new PortException("port1 is not open: no such device");
    }
    onWrite.run();
    int taken = breaksAfter < 0 ? length : Math.min(breaksAfter, length);
    synchronized (written) {
      written.write(buffer, offset, taken);
    }
    writeLengths.add(length);
    if (breaksAfter >= 0) {
      breaksAfter = -1;
      change(PortState.FAILED);
      throw new PortException("port1 broke", taken, null);
    }
  }

  @Override
  public boolean enqueue(byte[] frame) {
    if (state != PortState.OPEN || queueFull) {
      return false;
    }
    synchronized (written) {
      written.writeBytes(frame);
    }
    return true;
  }

  byte[] line() {
    synchronized (written) {
      return written.toByteArray();
    }
  }
}
