/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of the network's changes. A whiteboard service. One that comes late is told the present
 * state at once, unless that is still unknown.
 *
 * <p>Called on the watch's thread, one call at a time; what it throws is counted and logged.
 */
@ConsumerType
public interface NetworkListener {
  /** The state has changed. */
  void changed(NetworkStatus status);
}
