/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * An APDU ciphered with the dedicated key, and who did it (Green Book, {@code
 * General-Ded-Ciphering}).
 *
 * @param systemTitle of the sender, 8 octets or none
 * @param content security header, ciphered octets, tag of authentication
 */
public record GeneralDedCiphering(byte[] systemTitle, byte[] content) implements Apdu {
  @Override
  public int tag() {
    return ApduTag.GENERAL_DED_CIPHERING;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).putOctets(systemTitle).putOctets(content);
  }

  static GeneralDedCiphering read(ApduReader in) throws ApduException {
    return new GeneralDedCiphering(in.octets(), in.octets());
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
