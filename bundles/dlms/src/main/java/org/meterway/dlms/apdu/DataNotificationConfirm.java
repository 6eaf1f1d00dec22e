/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * A push was received (Green Book, {@code Data-Notification-Confirm}).
 *
 * @param longInvokeId as in the notification
 * @param dateTime 12 octets; an empty array for none
 */
public record DataNotificationConfirm(long longInvokeId, byte[] dateTime) implements Apdu {
  @Override
  public int tag() {
    return ApduTag.DATA_NOTIFICATION_CONFIRM;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put32(longInvokeId).putOctets(dateTime);
  }

  static DataNotificationConfirm read(ApduReader in) throws ApduException {
    return new DataNotificationConfirm(in.u32(), in.octets());
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
