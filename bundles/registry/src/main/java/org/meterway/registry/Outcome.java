/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

/** What became of a message that was offered to its handler. */
enum Outcome {
  /** It is done with: handled, failed or unhandled. */
  DONE,
  /** Its handler may block, which this thread must not. */
  MAY_BLOCK,
  /** Its handler has gone; it waits for the successor. */
  AWAITS_HANDLER
}
