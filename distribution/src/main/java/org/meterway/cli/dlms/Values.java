/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** What values mean: their unit, and times and texts among octets. */
final class Values {
  private static final int REGISTER = 3;
  private static final int EXTENDED_REGISTER = 4;
  private static final int DEMAND_REGISTER = 5;

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
      text(value).ifPresent(text -> row.put("text", text));
    }
  }

  private static Optional<ScalerUnit> scalerUnit(
      DlmsClient client, AttributeReference attribute, Data value) throws IOException {
    int scaler = scalerOf(attribute);
    boolean isNumber =
        value instanceof Data.Number
            || value instanceof Data.Float32
            || value instanceof Data.Float64;
    if (scaler == 0 || !isNumber) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ScalerUnit.of(
              client.get(
                  new AttributeReference(attribute.classId(), attribute.instance(), scaler))));
    } catch (DlmsException | DataTypeException e) {
      if (!client.isOpen()) {
        throw e instanceof DlmsException known ? known : new IOException(e);
      }
      return Optional.empty(); // The number stands for itself.
    }
  }

  /** The number of the attribute that tells scaler and unit; 0 where there is none. */
  private static int scalerOf(AttributeReference attribute) {
    int number = attribute.attribute();
    return switch (attribute.classId()) {
      case REGISTER, EXTENDED_REGISTER -> number == 2 ? 3 : 0;
      case DEMAND_REGISTER -> number == 2 || number == 3 ? 4 : 0;
      default -> 0;
    };
  }

  private static Optional<String> time(AttributeReference attribute, Data value) {
    String name = CosemClass.nameOf(attribute);
    boolean isTime = name.endsWith("time") || value instanceof Data.DateTime;
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

  /** Octets that are printable all. */
  static Optional<String> text(Data value) {
    if (!(value instanceof Data.OctetString) || value.asBytes().length < 3) {
      return Optional.empty();
    }
    byte[] octets = value.asBytes();
    for (byte octet : octets) {
      if (octet < 0x20 || octet > 0x7E) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(octets, StandardCharsets.US_ASCII));
  }
}
