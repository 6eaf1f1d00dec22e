/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import org.meterway.api.headend.SendResult;

/** What a receiver counts. */
enum ReceiverCounter {
  /** Records that came. */
  RECORDS,
  /** Records that the link has accepted. */
  SENT,
  /** Records that make no message. */
  INVALID_RECORDS,
  /** Records that came before there was a valid configuration. */
  UNCONFIGURED,
  /** Records whose link is not there. */
  UNKNOWN_LINK,
  /** Refused: the queue of port or head end is full. */
  REFUSED_QUEUE_FULL,
  /** Refused: longer than a frame or the queue can hold. */
  REFUSED_TOO_LARGE,
  /** Refused: the payload is empty. */
  REFUSED_EMPTY,
  /** Refused: the link has no open port, or no head end. */
  REFUSED_CLOSED,
  /** The link threw. */
  FAILED;

  /** What is counted where a link does not accept. */
  static ReceiverCounter of(SendResult result) {
    return switch (result) {
      case ACCEPTED -> SENT;
      case QUEUE_FULL -> REFUSED_QUEUE_FULL;
      case TOO_LARGE -> REFUSED_TOO_LARGE;
      case EMPTY -> REFUSED_EMPTY;
      case CLOSED -> REFUSED_CLOSED;
    };
  }
}
