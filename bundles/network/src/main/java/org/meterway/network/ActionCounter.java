/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

/** What an action counts. */
enum ActionCounter {
  CALLS,
  CALLS_FAILED
}
