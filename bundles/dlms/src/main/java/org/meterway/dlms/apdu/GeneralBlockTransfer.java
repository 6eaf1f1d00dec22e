/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * A piece of any APDU (Green Book, {@code General-Block-Transfer}).
 *
 * @param last whether no more follow
 * @param streaming whether more follow without being asked for
 * @param window how many the sender takes in a row, 0 to 63
 * @param block its number, 0 to 65535; the first one is 1
 * @param acknowledged the number of the last one that the sender has received
 * @param data octets; none where it only acknowledges
 */
public record GeneralBlockTransfer(
    boolean last, boolean streaming, int window, int block, int acknowledged, byte[] data)
    implements Apdu {
  /** Checks the ranges. */
  public GeneralBlockTransfer {
    if (window < 0 || window > 63) {
      throw new IllegalArgumentException("a window is 0 to 63, not " + window);
    }
  }

  @Override
  public int tag() {
    return ApduTag.GENERAL_BLOCK_TRANSFER;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put8((last ? 0x80 : 0) | (streaming ? 0x40 : 0) | window);
    out.put16(block).put16(acknowledged).putOctets(data);
  }

  static GeneralBlockTransfer read(ApduReader in) throws ApduException {
    int control = in.u8();
    return new GeneralBlockTransfer(
        (control & 0x80) != 0,
        (control & 0x40) != 0,
        control & 0x3F,
        in.u16(),
        in.u16(),
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
