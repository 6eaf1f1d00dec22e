/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

/** What a check looked at is not well; the message says why. */
final class CheckFailedException extends Exception {
  private static final long serialVersionUID = 1;

  CheckFailedException(String reason) {
    super(reason);
  }
}
