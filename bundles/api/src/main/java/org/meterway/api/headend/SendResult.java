/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.headend;

/** What became of a payload that was offered for transmission. */
public enum SendResult {
  /** It will be transmitted. */
  ACCEPTED,
  /** Refused: the queue is full and its overflow policy keeps what is in it. */
  QUEUE_FULL,
  /** Refused: longer than the queue could ever hold. */
  TOO_LARGE,
  /** Refused: empty payloads are never sent. */
  EMPTY,
  /** Refused: there is no such way, or it was closed. */
  CLOSED;

  /** Whether the payload will be transmitted. */
  public boolean isAccepted() {
    return this == ACCEPTED;
  }
}
