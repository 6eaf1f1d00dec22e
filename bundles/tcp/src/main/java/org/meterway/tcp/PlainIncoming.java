/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** All that comes down is for the meters. */
final class PlainIncoming implements Incoming {
  private final Session session;
  private final Transmitter transmitter;
  private final Downlink downlink;

  PlainIncoming(Session session, Transmitter transmitter, Downlink downlink) {
    this.session = session;
    this.transmitter = transmitter;
    this.downlink = downlink;
  }

  @Override
  public void received(byte[] buffer, int length) {
    downlink.deliver(buffer, 0, length);
  }

  @Override
  public void beat() {
    session.requestHeartbeat();
    transmitter.drain();
  }
}
