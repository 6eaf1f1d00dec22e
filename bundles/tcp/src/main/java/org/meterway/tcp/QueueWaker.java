/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import org.meterway.api.store.QueueListener;

/** Has payloads sent that can be taken now; the queue may say so before there is a transmitter. */
final class QueueWaker implements QueueListener {
  private volatile Transmitter transmitter;

  /** Payloads that can be taken already go out with the first connection. */
  void wakes(Transmitter sender) {
    transmitter = sender;
  }

  @Override
  public void available() {
    Transmitter current = transmitter;
    if (current != null) {
      current.drainSoon();
    }
  }
}
