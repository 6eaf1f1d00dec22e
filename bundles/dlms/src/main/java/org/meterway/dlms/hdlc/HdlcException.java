/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/** A link is at its end, or does not come about. */
public final class HdlcException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** The peer does not answer, however often it is asked. */
    NO_ANSWER,
    /** The peer answers that it takes nothing, for too long. */
    BUSY,
    /** The peer does not want a link (DM). */
    REFUSED,
    /** The peer has no link any more (DM). */
    DISCONNECTED,
    /** The peer says that the rules are broken (FRMR). */
    REJECTED,
    /** The peer sends a longer APDU than may be. */
    TOO_LONG
  }

  private final Reason reason;

  HdlcException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
