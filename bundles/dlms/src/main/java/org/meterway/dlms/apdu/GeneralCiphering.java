/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * An APDU ciphered with any key, from anyone to anyone (Green Book, {@code General-Ciphering}).
 *
 * @param transactionId octets, may be none
 * @param originator the originator's system title, may be none
 * @param recipient the recipient's system title, may be none
 * @param dateTime may be none
 * @param otherInformation may be none
 * @param keyInfo which key, or null where both know
 * @param content security header, ciphered octets, tag of authentication
 */
public record GeneralCiphering(
    byte[] transactionId,
    byte[] originator,
    byte[] recipient,
    byte[] dateTime,
    byte[] otherInformation,
    KeyInfo keyInfo,
    byte[] content)
    implements Apdu {
  @Override
  public int tag() {
    return ApduTag.GENERAL_CIPHERING;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).putOctets(transactionId).putOctets(originator).putOctets(recipient);
    out.putOctets(dateTime).putOctets(otherInformation);
    if (keyInfo == null) {
      out.put8(0);
    } else {
      keyInfo.write(out.put8(1));
    }
    out.putOctets(content);
  }

  static GeneralCiphering read(ApduReader in) throws ApduException {
    return new GeneralCiphering(
        in.octets(),
        in.octets(),
        in.octets(),
        in.octets(),
        in.octets(),
        in.isThere("key information") ? KeyInfo.read(in) : null,
        in.octets());
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
