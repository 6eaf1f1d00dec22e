/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * What a client proposes (Green Book, {@code InitiateRequest}); the user information of an {@link
 * Aarq}.
 *
 * @param dedicatedKey or null for none; not in {@code toString()}
 * @param responseAllowed whether an answer is wanted
 * @param qualityOfService -128 to 127, or null for none
 * @param version of DLMS: 6
 * @param conformance what the client can do
 * @param maxPduSize the greatest APDU that the client takes, in octets; 0 for any
 */
public record InitiateRequest(
    byte[] dedicatedKey,
    boolean responseAllowed,
    Integer qualityOfService,
    int version,
    Conformance conformance,
    int maxPduSize)
    implements Apdu {
  /** Version 6, an answer wanted. */
  public InitiateRequest(byte[] dedicatedKey, Conformance conformance, int maxPduSize) {
    this(dedicatedKey, true, null, 6, conformance, maxPduSize);
  }

  @Override
  public int tag() {
    return ApduTag.INITIATE_REQUEST;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag());
    if (dedicatedKey == null) {
      out.put8(0);
    } else {
      out.put8(1).putOctets(dedicatedKey);
    }
    if (responseAllowed) {
      out.put8(0);
    } else {
      out.put8(1).put8(0);
    }
    InitiateCodec.writeQuality(qualityOfService, out);
    out.put8(version);
    InitiateCodec.write(conformance, out);
    out.put16(maxPduSize);
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
    return "InitiateRequest["
        + (dedicatedKey == null ? "" : "with a dedicated key, ")
        + "responseAllowed="
        + responseAllowed
        + ", qualityOfService="
        + qualityOfService
        + ", version="
        + version
        + ", conformance="
        + conformance
        + ", maxPduSize="
        + maxPduSize
        + "]";
  }
}
