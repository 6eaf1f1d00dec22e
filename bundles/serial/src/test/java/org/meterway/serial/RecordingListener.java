/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;

/** Keeps what it hears. */
final class RecordingListener implements PortListener {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<PortStatus> states = new CopyOnWriteArrayList<>();

  @Override
  public synchronized void received(byte[] buffer, int offset, int length) {
    bytes.write(buffer, offset, length);
  }

  @Override
  public void stateChanged(PortStatus status) {
    states.add(status);
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  List<PortState> states() {
    return states.stream().map(PortStatus::state).toList();
  }
}
