/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.parameter;

/** A question to a meter had no good answer. */
public class MeterRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Cause {
    /** The meter answered with an error. */
    REFUSED,
    /** No answer within the time limit. */
    TIMEOUT,
    /** No such link, or its port is not open. */
    UNREACHABLE
  }

  private final Cause reason;

  /** With link, parameter and reason in words. */
  public MeterRequestException(Cause reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What went wrong. */
  public Cause reason() {
    return reason;
  }
}
