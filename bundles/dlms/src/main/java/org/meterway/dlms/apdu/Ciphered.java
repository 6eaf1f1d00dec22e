/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * An APDU ciphered with a global or the dedicated key (Green Book, {@code glo-} and {@code ded-}).
 *
 * @param tag says what it is, and with which key: see {@link ApduTag}
 * @param content security header, ciphered octets, tag of authentication
 */
public record Ciphered(int tag, byte[] content) implements Apdu {
  /** Checks the tag. */
  public Ciphered {
    if (!ApduTag.isGlobal(tag) && !ApduTag.isDedicated(tag)) {
      throw new IllegalArgumentException("no ciphered APDU has the tag " + tag);
    }
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag).putOctets(content);
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
