/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/**
 * What a meter pushes (Green Book, {@code Data-Notification}).
 *
 * @param longInvokeId the whole 32 bits of long-invoke-id and priority
 * @param dateTime 12 octets; an empty array for none
 * @param body a structure as a rule
 * @param trailing octets behind the body, which should not be there
 * @param typedDateTime whether the date and time is written as data, with the tag of an
 *     octet-string, as Kaifa's meters do
 */
public record DataNotification(
    long longInvokeId, byte[] dateTime, Data body, byte[] trailing, boolean typedDateTime)
    implements Apdu {
  private static final byte[] NOTHING = {};
  private static final int OCTET_STRING = 9;
  private static final int DATE_TIME = 12;

  /** Checks the length of a date and time that is written as data. */
  public DataNotification {
    if (typedDateTime && dateTime.length != DATE_TIME) {
      throw new IllegalArgumentException(
          "a date and time written as data has 12 octets, not " + dateTime.length);
    }
  }

  /** As the standard has it. */
  public DataNotification(long longInvokeId, byte[] dateTime, Data body) {
    this(longInvokeId, dateTime, body, NOTHING, false);
  }

  @Override
  public int tag() {
    return ApduTag.DATA_NOTIFICATION;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put32(longInvokeId);
    if (typedDateTime) {
      out.put8(OCTET_STRING);
    }
    body.write(out.putOctets(dateTime));
    out.put(trailing);
  }

  static DataNotification read(ApduReader in) throws ApduException {
    long longInvokeId = in.u32();
    boolean typed = in.peek(0) == OCTET_STRING && in.peek(1) == DATE_TIME;
    if (typed) {
      in.u8();
    }
    return new DataNotification(longInvokeId, in.octets(), in.data(), in.rest(), typed);
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
