/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

/** Whether the network carries. */
public enum NetworkState {
  /** Not checked yet. */
  UNKNOWN,
  /** All that is checked is reached; so too where nothing is to be checked. */
  ONLINE,
  /** Something that is checked is not reached. */
  OFFLINE
}
