/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Objects;

/**
 * An APDU could not be protected, or what was received is not what the other side may have sent.
 * Names no key.
 */
public final class CipheringException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * An exception.
   *
   * @param reason the kind
   * @param message in words, with what would be right
   */
  public CipheringException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * An exception with its cause.
   *
   * @param reason the kind
   * @param message in words, with what would be right
   * @param cause what went wrong below, may be null
   */
  public CipheringException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** The kind. */
  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    /**
     * The tag does not fit, or without one what was deciphered is no APDU: another key, another
     * system title, or changed on the way.
     */
    AUTHENTICATION_FAILED,
    /** An invocation counter that was seen before, or a lower one. */
    REPLAYED,
    /** Plain where protection is required. */
    NOT_CIPHERED,
    /** Protected, but by less than required. */
    INSUFFICIENT_PROTECTION,
    /** Another security suite than the keys'. */
    WRONG_SUITE,
    /** From or for a system title that is not the association's. */
    UNKNOWN_SYSTEM_TITLE,
    /** The key that is asked for is not in the key ring. */
    MISSING_KEY,
    /** The structure of the APDU is broken. */
    MALFORMED,
    /**
     * Allowed by the standard, not possible here: compression, a key or an APDU that has no such
     * form.
     */
    UNSUPPORTED,
    /** The signature does not fit. */
    SIGNATURE_FAILED,
    /** High level authentication: the answer to our challenge is wrong. */
    CHALLENGE_FAILED,
    /** High level authentication: our own challenge came back, or one of a wrong length. */
    CHALLENGE_REFUSED,
    /** A key that was wrapped, agreed or given is not valid. */
    INVALID_KEY,
    /** The invocation counter of the key has reached its end: a new key is needed. */
    COUNTER_EXHAUSTED,
    /** The stored invocation counter cannot be used. */
    COUNTER_UNAVAILABLE
  }
}
