/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

/** What the watch counts. */
enum WatchCounter {
  ROUNDS,
  ROUNDS_FAILED,
  CHECKS_FAILED,
  CHECKS_HANGING,
  CHANGES,
  /** Recovery actions that were called. */
  ACTIONS,
  ACTIONS_FAILED,
  ACTIONS_TIMED_OUT,
  /** Steps that were due and not taken: once each until the next success. */
  STEPS_WITHOUT_ACTION,
  STEPS_LIMITED,
  STEPS_SWITCHED_OFF,
  STEPS_WAITING,
  /** Restarts that were not done since they could not be remembered. */
  RESTARTS_REFUSED,
  LISTENERS_FAILED,
  /** Changes that a listener was not told since another one hangs. */
  CHANGES_UNTOLD
}
