/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

/** How far a gateway goes by itself when there is a newer release. */
enum ApplyPolicy {
  /** Says so. */
  CHECK_ONLY,
  /** Fetches it. */
  STAGE_ONLY,
  /** Applies it. */
  AUTOMATIC
}
