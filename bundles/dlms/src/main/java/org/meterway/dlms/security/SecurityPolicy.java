/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Objects;

/**
 * How a context protects what it sends.
 *
 * @param protection what the symmetric key does
 * @param envelope the kind of APDU around
 * @param key which key
 * @param signed whether the APDU is signed ({@code general-signing}) after it was ciphered
 */
public record SecurityPolicy(
    Protection protection, Envelope envelope, KeyChoice key, boolean signed) {

  /** Nothing is protected. */
  public static final SecurityPolicy NONE = global(Protection.NONE);

  /** Checks the parts. */
  public SecurityPolicy {
    Objects.requireNonNull(protection, "protection");
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(key, "key");
    if (key.isForOneApdu() && envelope != Envelope.GENERAL_CIPHERING) {
      throw new IllegalArgumentException(
          key + " key in " + envelope + ", expected GENERAL_CIPHERING: only it tells about keys");
    }
    if (envelope.isDedicated() && key == KeyChoice.BROADCAST) {
      throw new IllegalArgumentException("a dedicated key is never the broadcast key");
    }
  }

  /**
   * {@code glo-…} APDUs with the unicast key.
   *
   * @param protection what the key does
   * @return the policy
   */
  public static SecurityPolicy global(Protection protection) {
    return new SecurityPolicy(protection, Envelope.GLOBAL, KeyChoice.UNICAST, false);
  }

  /**
   * {@code ded-…} APDUs with the dedicated key.
   *
   * @param protection what the key does
   * @return the policy
   */
  public static SecurityPolicy dedicated(Protection protection) {
    return new SecurityPolicy(protection, Envelope.DEDICATED, KeyChoice.UNICAST, false);
  }

  /**
   * The same in another envelope.
   *
   * @param other the envelope
   * @return the policy
   */
  public SecurityPolicy in(Envelope other) {
    return new SecurityPolicy(protection, other, key, signed);
  }

  /**
   * The same with another key.
   *
   * @param other the key
   * @return the policy
   */
  public SecurityPolicy with(KeyChoice other) {
    return new SecurityPolicy(protection, envelope, other, signed);
  }

  /** The same, signed. */
  public SecurityPolicy andSigned() {
    return new SecurityPolicy(protection, envelope, key, true);
  }
}
