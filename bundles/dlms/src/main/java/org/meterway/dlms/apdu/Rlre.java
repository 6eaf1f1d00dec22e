/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/**
 * An association has ended (IEC 62056-5-3, {@code RLRE-apdu}).
 *
 * @param elements in the order that they have; see the methods for what they mean
 * @param lengthOctets of the whole, as they were received, where they are not what the elements
 *     make them; else none
 */
public record Rlre(List<AcseElement> elements, byte[] lengthOctets) implements Apdu {
  private static final int REASON = 0x80;

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
  public void write(DataWriter out) {
    Acse.write(tag(), elements, lengthOctets, out);
  }

  /** The content of the first element with a tag, or null. */
  public byte[] find(int elementTag) {
    return Acse.find(elements, elementTag);
  }

  /** An encoded {@link InitiateResponse}, plain or ciphered; null for none. */
  public byte[] userInformation() {
    return Acse.octets(elements, Acse.USER_INFORMATION);
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
    byte[] content = find(REASON);
    return content != null && content.length == 1 ? Integer.valueOf(content[0]) : null;
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
    Acse.Builder acse = new Acse.Builder();
    if (reason != null) {
      acse.add(REASON, new byte[] {reason.byteValue()});
    }
    if (userInformation != null) {
      acse.octets(Acse.USER_INFORMATION, userInformation);
    }
    return new Rlre(acse.build(), Acse.NO_OCTETS);
  }
}
