/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import java.util.Objects;

/** A meter could not be asked, or refused. The message says it in words for an operator. */
public class DlmsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a program may decide by. */
  public enum Reason {
    /** What was asked for cannot be: no such object name, a value of no such type. */
    INVALID,
    /** The configuration does not say how the meter is reached, or is invalid. */
    NOT_CONFIGURED,
    /** Others used the meter for longer than this request was to wait. */
    BUSY,
    /** There is no way to the meter, or the line failed. */
    UNREACHABLE,
    /** The meter refused the association. */
    REJECTED,
    /** A key, a password or an invocation counter is missing or not the meter's. */
    SECURITY,
    /** No answer came in time. Nothing was changed in the meter. */
    TIMEOUT,
    /** What was written or called may have been done: no answer came, or the line failed. */
    UNCERTAIN,
    /** The meter answered that it does not do this. */
    REFUSED,
    /** The meter's answer is against the rules. */
    PROTOCOL,
    /** The waiting thread was interrupted, or the meter's service is gone. */
    CANCELLED
  }

  private final Reason reason;

  /** With words. */
  public DlmsException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** With words and what caused it. */
  public DlmsException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }
}
