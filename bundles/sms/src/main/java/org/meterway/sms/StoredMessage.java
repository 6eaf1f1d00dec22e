/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Optional;

/**
 * A message in the modem's memory, or one that it handed over without storing it.
 *
 * @param index in the memory; {@link #NOT_STORED} for none
 * @param raw what it was read of, by which it is known again
 * @param part empty where it is of no interest, or cannot be read
 * @param problem why it cannot be read; empty if it can
 */
record StoredMessage(int index, String raw, Optional<ReceivedPart> part, String problem) {
  /** It is in no memory. */
  static final int NOT_STORED = -1;

  boolean isStored() {
    return index != NOT_STORED;
  }
}
