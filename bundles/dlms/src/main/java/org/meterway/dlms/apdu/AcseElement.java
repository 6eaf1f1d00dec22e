/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * One element of an association's APDU, in BER.
 *
 * @param tag one octet
 * @param content without tag and length
 * @param lengthOctets the octets of the length as they were received, where they are not what the
 *     content's length makes them; else none
 */
public record AcseElement(int tag, byte[] content, byte[] lengthOctets) {
  private static final byte[] AS_IT_IS = {};

  /** With the length that it has. */
  public AcseElement(int tag, byte[] content) {
    this(tag, content, AS_IT_IS);
  }

  /** Encodes. */
  void write(DataWriter out) {
    out.put8(tag);
    Acse.writeLength(lengthOctets, content.length, out);
    out.put(content);
  }

  int size() {
    int length =
        lengthOctets.length > 0 ? lengthOctets.length : DataWriter.lengthOfLength(content.length);
    return 1 + length + content.length;
  }

  @Override
  public boolean equals(Object other) {
    return Contents.equal(this, other);
  }

  @Override
  public int hashCode() {
    return Contents.hash(this);
  }

  /** Without the content, which may be secret. */
  @Override
  public String toString() {
    return "AcseElement[tag=%02X, %d octets]".formatted(tag, content.length);
  }
}
