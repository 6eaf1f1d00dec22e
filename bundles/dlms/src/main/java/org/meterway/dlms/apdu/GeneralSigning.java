/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * An APDU with a signature (Green Book, {@code General-Signing}).
 *
 * @param transactionId octets, may be none
 * @param originator the originator's system title, may be none
 * @param recipient the recipient's system title, may be none
 * @param dateTime may be none
 * @param otherInformation may be none
 * @param content the APDU, plain or ciphered
 * @param signature by the originator
 */
public record GeneralSigning(
    byte[] transactionId,
    byte[] originator,
    byte[] recipient,
    byte[] dateTime,
    byte[] otherInformation,
    byte[] content,
    byte[] signature)
    implements Apdu {
  @Override
  public int tag() {
    return ApduTag.GENERAL_SIGNING;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag());
    writeSigned(out);
    out.putOctets(signature);
  }

  /** What the signature is over: all between the tag and the signature. */
  void writeSigned(DataWriter out) {
    out.putOctets(transactionId).putOctets(originator).putOctets(recipient);
    out.putOctets(dateTime).putOctets(otherInformation).putOctets(content);
  }

  static GeneralSigning read(ApduReader in) throws ApduException {
    return new GeneralSigning(
        in.octets(), in.octets(), in.octets(), in.octets(), in.octets(), in.octets(), in.octets());
  }

  @Override
  public boolean equals(Object other) {
    return Contents.equal(this, other);
  }

  @Override
  public int hashCode() {
    return Contents.hash(this);
  }

  @Override
  public String toString() {
    return Contents.text(this);
  }
}
