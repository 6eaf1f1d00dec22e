/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

/** A jar that must not be installed. The message says why, in words that follow its name. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean ofTheMoment;

  RefusedException(String reason) {
    this(reason, false, null);
  }

  RefusedException(String reason, Throwable cause) {
    this(reason, false, cause);
  }

  private RefusedException(String reason, boolean ofTheMoment, Throwable cause) {
    super(reason, cause);
    this.ofTheMoment = ofTheMoment;
  }

  /** One that may be over although neither the jar nor the certificates change. */
  static RefusedException ofTheMoment(String reason, Throwable cause) {
    return new RefusedException(reason, true, cause);
  }

  /** Whether looking again makes sense, since the clock or the disk is to blame. */
  boolean isOfTheMoment() {
    return ofTheMoment;
  }
}
