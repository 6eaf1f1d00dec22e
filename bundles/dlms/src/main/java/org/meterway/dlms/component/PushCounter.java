/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import org.meterway.api.headend.SendResult;

/** What a listener to pushes counts. */
enum PushCounter {
  /** Telegrams that were read. */
  TELEGRAMS,
  /** Values in them that were recognised. */
  READINGS,
  /** Telegrams whose layout is not known: their content is delivered, without readings. */
  TELEGRAMS_WITHOUT_READINGS,
  /** What came and could not be read. */
  FAULTS,
  /** Telegrams of which neither a consumer nor a head end was told. */
  UNDELIVERED,
  /** Calls of consumers that threw. */
  CONSUMER_ERRORS,
  /** Accepted by the head end. */
  SENT,
  /** The head end's queue is full. */
  REFUSED_QUEUE_FULL,
  /** Longer than the head end's queue could hold. */
  REFUSED_TOO_LARGE,
  /** There is no such head end, or it was closed. */
  REFUSED_CLOSED,
  /** Attempts to listen that failed. */
  OPEN_FAILURES;

  /** The counter of the head end's answer. */
  static PushCounter of(SendResult result) {
    return switch (result) {
      case ACCEPTED -> SENT;
      case QUEUE_FULL -> REFUSED_QUEUE_FULL;
      case TOO_LARGE, EMPTY -> REFUSED_TOO_LARGE;
      case CLOSED -> REFUSED_CLOSED;
    };
  }
}
