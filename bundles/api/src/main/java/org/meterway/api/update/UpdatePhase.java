/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.update;

/** How far the last exchange of bundles has come. Each phase is on disk before it begins. */
public enum UpdatePhase {
  /** There was none yet. */
  NONE,
  /** The bundles are being exchanged; an end of the process now takes the old ones back. */
  APPLYING,
  /** The new bundles run and are watched; an end of the process now takes the old ones back. */
  TRYING,
  /** The new bundles have proved healthy and stay. */
  CONFIRMED,
  /** The old bundles are being taken back. */
  ROLLING_BACK,
  /** The old bundles run again. */
  ROLLED_BACK
}
