/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

/** What dispatch counts, in messages. Each dispatched one ends in one of the others but WAITED. */
enum DispatchCounter {
  /** Handed over by links. */
  DISPATCHED,
  /** A handler took it. */
  HANDLED,
  /** A handler threw. */
  FAILED,
  /** Nobody handles its protocol id. */
  UNHANDLED,
  /** Dropped as its lane stayed full. */
  OVERFLOW,
  /** Dropped as its lane was closed. */
  DISCARDED,
  /** Waited at the head of its lane for a new handler. */
  WAITED
}
