/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

/** Why something of a repository is not taken. */
public enum Refusal {
  /** It is not what the format says. */
  MALFORMED,
  /** No trusted key vouches for it. */
  SIGNATURE,
  /** The checksum, the length, or the bundle inside is another. */
  CORRUPT,
  /** Its time is over. */
  EXPIRED,
  /** Something newer was there before. */
  TOO_OLD,
  /** It is larger than it may be. */
  TOO_LARGE,
  /** It needs another gateway or another Java. */
  INCOMPATIBLE,
  /** It cannot be read. */
  UNREACHABLE,
  /** The disk has no room for it. */
  NO_SPACE
}
