/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;

/**
 * An association has ended (IEC 62056-5-3, {@code RLRE-apdu}).
 *
 * @param elements in the order that they have; see the methods for what they mean
 * @param lengthOctets of the whole, as they were received, where they are not what the elements
 *     make them; else none
 */
public record Rlre(List<AcseElement> elements, byte[] lengthOctets) implements AcseApdu {
  /** Of a copy of the list. */
  public Rlre {
    elements = List.copyOf(elements);
  }

  Rlre(Acse acse) {
    this(acse.elements(), acse.lengthOctets());
  }

  @Override
  public int tag() {
    return ApduTag.RLRE;
  }

  @Override
  public boolean equals(Object other) {
    return Contents.equal(this, other);
  }

  @Override
  public int hashCode() {
    return Contents.hash(this);
  }

  /** 0 normal, 1 not finished, 30 defined by the user; null for none. */
  public Integer reason() {
    return Acse.reason(elements);
  }

  @Override
  public String toString() {
    return "Rlre[reason=" + reason() + "]";
  }

  /**
   * One with these parts.
   *
   * @param reason 0 normal, 1 not finished, 30 defined by the user; null for none
   * @param userInformation an encoded initiate APDU, plain or ciphered; null for none
   */
  public static Rlre of(Integer reason, byte[] userInformation) {
    return new Rlre(Acse.release(reason, userInformation), Acse.NO_OCTETS);
  }
}
