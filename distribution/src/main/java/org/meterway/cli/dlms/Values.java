/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsException;
import org.meterway.dlms.cosem.CosemClass;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.ScalerUnit;
import org.meterway.dlms.record.NotificationTree;

/** What values mean: their unit, and times and texts among octets. */
final class Values {
  private Values() {}

  /** Puts what is known of a value into a row. */
  static void put(
      Map<String, Object> row, DlmsClient client, AttributeReference attribute, Data value)
      throws IOException {
    Optional<ScalerUnit> scalerUnit = scalerUnit(client, attribute, value);
    if (scalerUnit.isPresent()) {
      row.put("value", scalerUnit.get().apply(value));
      row.put("unit", scalerUnit.get().unit().symbol());
    } else {
      row.put("value", value);
      time(attribute, value).ifPresent(time -> row.put("time", time));
      NotificationTree.text(value).ifPresent(text -> row.put("text", text));
    }
  }

  private static Optional<ScalerUnit> scalerUnit(
      DlmsClient client, AttributeReference attribute, Data value) throws IOException {
    Optional<AttributeReference> scaler = CosemClass.scalerOf(attribute);
    boolean isNumber =
        value instanceof Data.Number
            || value instanceof Data.Float32
            || value instanceof Data.Float64;
    if (scaler.isEmpty() || !isNumber) {
      return Optional.empty();
    }
    try {
      return Optional.of(ScalerUnit.of(client.get(scaler.get())));
    } catch (DlmsException | DataTypeException e) {
      if (!client.isOpen()) {
        throw e instanceof DlmsException known ? known : new IOException(e);
      }
      return Optional.empty(); // The number stands for itself.
    }
  }

  private static Optional<String> time(AttributeReference attribute, Data value) {
    boolean isTime = CosemClass.isTime(attribute) || value instanceof Data.DateTime;
    if (!isTime || !isOctets(value, CosemDateTime.OCTETS)) {
      return Optional.empty();
    }
    return CosemDateTime.read(value.asBytes(), 0)
        .toOffsetDateTime()
        .map(Object::toString)
        .or(() -> CosemDateTime.read(value.asBytes(), 0).toLocalDateTime().map(Object::toString));
  }

  private static boolean isOctets(Data value, int length) {
    return value instanceof Data.OctetString && value.asBytes().length == length;
  }
}
