/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.headend;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Payloads to and from the utility's system. A service, found by its property {@code
 * kura.service.pid}.
 *
 * <p>What comes down goes to the {@link DownlinkListener} services that name this head end.
 *
 * <p>All methods may be called from any thread and never wait for the network. What is accepted is
 * on disk where the gateway has a store: {@link #send} and {@link #flush} wait for that, {@link
 * #enqueue} does not.
 */
@ProviderType
public interface HeadEnd {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /** The state right now. */
  HeadEndStatus status();

  /**
   * Accepts a payload for transmission, or refuses it with a reason. Once this returns {@link
   * SendResult#ACCEPTED} the payload survives a power cut, as far as {@link #status} does not say
   * otherwise. The array belongs to the head end from now on.
   */
  SendResult send(byte[] payload);

  /**
   * As {@link #send}, but both the disk and the transmission may wait until {@link #flush} is
   * called, and only then the acceptance holds: for a caller that has several payloads at once and
   * wants them to share the cost. Never waits.
   */
  SendResult enqueue(byte[] payload);

  /**
   * Brings to disk and transmits what {@link #enqueue} has gathered; nothing to do costs nothing.
   */
  void flush();

  /**
   * Whoever reads a meter calls this before it reads on: a head end whose queue is full and set to
   * hold the meter back waits here.
   *
   * @param atMost how long to wait
   * @return whether there is room; {@code true} at once where meters are not held back
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  boolean awaitRoom(Duration atMost) throws InterruptedException;
}
