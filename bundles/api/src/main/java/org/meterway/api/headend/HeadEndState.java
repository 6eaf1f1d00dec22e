/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.headend;

/** Whether a {@link HeadEnd} is reached. */
public enum HeadEndState {
  /** The connection stands. */
  CONNECTED,
  /** A connection is being made. */
  CONNECTING,
  /** The last attempt failed; the next one waits for its time. */
  WAITING,
  /** Closed on purpose. */
  CLOSED
}
