/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.port;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes to and from one meter. A service, found by its property {@code kura.service.pid}.
 *
 * <p>Received bytes go to the {@link PortListener} services that name this port. An absent device
 * is a state, not an error: the port stays {@link PortState#FAILED} with its reason and opens by
 * itself once the device is there.
 *
 * <p>All methods may be called from any thread.
 */
@ProviderType
public interface MeterPort {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /**
   * The state right now. It may change before the listeners are told, as while one of them still
   * works on bytes that came before.
   */
  PortStatus status();

  /**
   * Writes one or more complete frames and returns when the driver has taken all bytes. Frames of
   * several callers are never interleaved. Waits while the line is slow, at most the port's write
   * time limit for these bytes, and as long for each write ahead of them; meant for threads that
   * may wait, such as a head end's reader, where waiting is the back pressure.
   *
   * @throws PortException if the port is not open, or closes, or the time limit passed; it tells
   *     how many bytes the driver took before, the others are not written
   */
  void write(byte[] buffer, int offset, int length) throws PortException;

  /**
   * Hands one complete frame to the port without waiting. The array belongs to the port from now
   * on.
   *
   * @return whether it was accepted; {@code false} if the port is not open or too much waits
   *     already, which is counted
   */
  boolean enqueue(byte[] frame);
}
