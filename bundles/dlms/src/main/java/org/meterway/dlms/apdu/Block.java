/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * A piece of something too long for one APDU (Green Book, {@code DataBlock-SA}).
 *
 * @param last whether no more follow
 * @param number 0 to 2<sup>32</sup>-1; the first one is 1
 * @param raw octets, whatever they are a piece of
 */
public record Block(boolean last, long number, byte[] raw) {
  /** Encodes. */
  void write(DataWriter out) {
    out.put8(last ? 1 : 0).put32(number).putOctets(raw);
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
