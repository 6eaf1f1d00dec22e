/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

/** What dispatch counts. Each dispatched message ends in one of the five behind it. */
enum DispatchCounter {
  /** Messages handed over by links. */
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
  /** Messages that waited at the head of their lane for a new handler. */
  WAITED,
  /** Messages that waited for room in their lane, and held up their link's reader. */
  HELD_UP,
  /** How long they did, in milliseconds. */
  HELD_UP_MILLIS,
  /** Calls of a handler that took longer than the limit. */
  STUCK,
  /** Threads that took the place of those of such calls. */
  REPLACED_THREADS,
  /** Such calls that were interrupted, since their handler had gone. */
  INTERRUPTED
}
