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
  PortState state = PortState.OPEN;
  boolean queueFull;

  @Override
  public String name() {
    return "port1";
  }

  @Override
  public PortStatus status() {
    return new PortStatus(
        name(), state, state == PortState.OPEN ? "" : "no such device", Instant.EPOCH);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws PortException {
    if (state != PortState.OPEN) {
      throw new PortException("port1 is not open: no such device");
    }
    written.write(buffer, offset, length);
    writeLengths.add(length);
  }

  @Override
  public boolean enqueue(byte[] frame) {
    if (state != PortState.OPEN || queueFull) {
      return false;
    }
    written.writeBytes(frame);
    return true;
  }
}
