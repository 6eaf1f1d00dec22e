/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * What was agreed on (Green Book, {@code InitiateResponse}); the user information of an {@link
 * Aare}.
 *
 * @param qualityOfService -128 to 127, or null for none
 * @param version of DLMS: 6
 * @param conformance what may be used
 * @param maxPduSize the greatest APDU that the meter takes, in octets; 0 for any
 * @param vaaName 7 with logical names; 0xFA00 with short names
 */
public record InitiateResponse(
    Integer qualityOfService, int version, Conformance conformance, int maxPduSize, int vaaName)
    implements Apdu {
  /** {@code vaaName} with logical names. */
  public static final int LOGICAL_NAMES = 7;

  /** {@code vaaName} with short names. */
  public static final int SHORT_NAMES = 0xFA00;

  @Override
  public int tag() {
    return ApduTag.INITIATE_RESPONSE;
  }

  @Override
  public void write(DataWriter out) {
    InitiateCodec.writeQuality(qualityOfService, out.put8(tag()));
    out.put8(version);
    InitiateCodec.write(conformance, out);
    out.put16(maxPduSize).put16(vaaName);
  }
}
