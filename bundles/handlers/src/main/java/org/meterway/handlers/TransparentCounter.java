/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import org.meterway.api.headend.SendResult;

/** What the transparent handler counts, in messages. */
enum TransparentCounter {
  /** Accepted by the head end. */
  FORWARDED,
  /** The head end's queue is full. */
  REFUSED_QUEUE_FULL,
  /** Longer than the head end's queue could hold. */
  REFUSED_TOO_LARGE,
  /** Without a payload. */
  REFUSED_EMPTY,
  /** The link has no head end, or it was closed. */
  REFUSED_CLOSED,
  /** Not transparent data, although of its protocol id. */
  UNEXPECTED;

  /** The counter of the head end's answer. */
  static TransparentCounter of(SendResult result) {
    return switch (result) {
      case ACCEPTED -> FORWARDED;
      case QUEUE_FULL -> REFUSED_QUEUE_FULL;
      case TOO_LARGE -> REFUSED_TOO_LARGE;
      case EMPTY -> REFUSED_EMPTY;
      case CLOSED -> REFUSED_CLOSED;
    };
  }
}
