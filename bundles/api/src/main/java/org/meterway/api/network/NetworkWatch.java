/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

import org.osgi.annotation.versioning.ProviderType;

/** Checks the network and recovers it. Thread-safe. */
@ProviderType
public interface NetworkWatch {
  /** What the last round of checks has found; cheap. */
  NetworkStatus status();

  /** Asks for a round of checks now; returns at once. */
  void checkNow();
}
