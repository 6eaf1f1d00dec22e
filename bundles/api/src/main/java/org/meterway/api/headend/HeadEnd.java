/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.headend;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Payloads to and from the utility's system. A service, found by its property {@code
 * kura.service.pid}.
 *
 * <p>What comes down goes to the {@link DownlinkListener} services that name this head end.
 *
 * <p>All methods may be called from any thread and never wait for the network.
 */
@ProviderType
public interface HeadEnd {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /** The state right now. */
  HeadEndStatus status();

  /**
   * Accepts a payload for transmission, or refuses it with a reason. The array belongs to the head
   * end from now on.
   */
  SendResult send(byte[] payload);

  /**
   * As {@link #send}, but transmission may wait until {@link #flush} is called: for a caller that
   * has several payloads at once and wants them to share the cost of a transmission.
   */
  SendResult enqueue(byte[] payload);

  /** Transmits what {@link #enqueue} has gathered. */
  void flush();
}
