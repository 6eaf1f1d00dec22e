/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import org.meterway.update.release.Refusal;

/** What the updater counts. */
enum UpdateCounter {
  CHECKS,
  FETCHED_BUNDLES,
  FETCHED_BYTES,
  STAGED,
  APPLIED,
  UNREACHABLE,
  REFUSED_MALFORMED,
  REFUSED_SIGNATURE,
  REFUSED_CORRUPT,
  REFUSED_EXPIRED,
  REFUSED_TOO_OLD,
  REFUSED_TOO_LARGE,
  REFUSED_INCOMPATIBLE,
  NO_SPACE;

  static UpdateCounter of(Refusal refusal) {
    return switch (refusal) {
      case UNREACHABLE -> UNREACHABLE;
      case NO_SPACE -> NO_SPACE;
      default -> valueOf("REFUSED_" + refusal.name());
    };
  }
}
