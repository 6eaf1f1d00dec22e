/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

/** What an emitter counts. */
enum EmitterCounter {
  /** Messages of the links listened to that the filter let pass. */
  MESSAGES,
  /** Messages that the filter held back. */
  FILTERED,
  /** Messages that found the queue full. */
  DROPPED,
  /** Records that went out. */
  EMITTED,
  /** Times that a component right behind threw. */
  FAILED
}
