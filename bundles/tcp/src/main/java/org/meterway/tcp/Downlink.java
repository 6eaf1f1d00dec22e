/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meterway.api.whiteboard.DownlinkDispatch;

/** Hands on what came down on one connection, no faster than allowed. On the agent's thread. */
final class Downlink {
  private final Session session;
  private final Transmitter transmitter;
  private final DownlinkDispatch listeners;
  private final Supplier<HeadEndSettings.Delivery> settings;
  private final LongSupplier nanoTime;
  private final Pacer pacer;
  private long pausedUntil;

  Downlink(
      Session session,
      Transmitter transmitter,
      DownlinkDispatch listeners,
      Supplier<HeadEndSettings.Delivery> settings,
      LongSupplier nanoTime) {
    this.session = session;
    this.transmitter = transmitter;
    this.listeners = listeners;
    this.settings = settings;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    pacer = new Pacer(now);
    pausedUntil = now;
  }

  /**
   * Listeners may wait; until they return, senders write even when the socket was full. Afterwards
   * the socket is tried once, lest the time that a listener took is taken for a stall.
   */
  void deliver(byte[] buffer, int offset, int length) {
    session.attention().leave(nanoTime.getAsLong());
    session.delivering(true);
    transmitter.drain();
    listeners.received(buffer, offset, length);
    if (session.isAwaitingWritable()) {
      transmitter.drain();
    }
    session.delivering(false);
    long now = nanoTime.getAsLong();
    session.attention().back(now);
    pausedUntil = pacer.took(length, settings.get().downlinkBytesPerSecond(), now);
  }

  /** How much of {@code most} bytes to read at once: no more than one second brings. */
  int atOnce(int most) {
    int rate = settings.get().downlinkBytesPerSecond();
    return rate == 0 ? most : Math.min(most, rate);
  }

  /** From when on more may come down. */
  long pausedUntil() {
    return pausedUntil;
  }
}
