/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/**
 * A value that a meter sends of itself (Green Book, {@code Event-Notification-Request}).
 *
 * @param time octets, 12 as a rule; null for none
 * @param attribute whose value it is
 * @param value the value
 */
public record EventNotification(byte[] time, AttributeReference attribute, Data value)
    implements Apdu {
  @Override
  public int tag() {
    return ApduTag.EVENT_NOTIFICATION;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag());
    if (time == null) {
      out.put8(0);
    } else {
      out.put8(1).putOctets(time);
    }
    attribute.write(out);
    value.write(out);
  }

  static EventNotification read(ApduReader in) throws ApduException {
    return new EventNotification(
        in.isThere("time") ? in.octets() : null, in.attribute(), in.data());
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
