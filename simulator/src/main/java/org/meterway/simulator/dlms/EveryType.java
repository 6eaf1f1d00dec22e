/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.CosemDate;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.CosemTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.TypeDescription;

/** A Data object for each type, which can be set: 0.0.128.0.E.255, where E is the type's tag. */
final class EveryType {
  private static final OffsetDateTime SAMPLE =
      OffsetDateTime.of(2024, 2, 29, 12, 34, 56, 780_000_000, ZoneOffset.ofHours(1));

  private EveryType() {}

  static List<CosemObject> objects() {
    List<CosemObject> objects = new ArrayList<>();
    for (DataTag tag : DataTag.values()) {
      objects.add(
          DeclaredObject.of(1, 0, "0.0.128.0." + tag.code() + ".255")
              .variable(2, sample(tag))
              .build());
    }
    return objects;
  }

  /** A value that shows the type's sign and width. */
  static Data sample(DataTag tag) {
    return switch (tag) {
      case NULL_DATA -> Data.nullData();
      case DONT_CARE -> Data.dontCare();
      case ARRAY -> deltas();
      case STRUCTURE ->
          Data.structure(
              Data.unsigned8(1), Data.text("two"), Data.structure(Data.of(true), Data.int8(-3)));
      case BOOLEAN -> Data.of(true);
      case BIT_STRING -> Data.bits(true, false, true, true, false, false, true, false, true);
      case OCTET_STRING -> Data.octets((byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF);
      case VISIBLE_STRING -> Data.text("Meterway");
      case UTF8_STRING -> Data.utf8("Z\u00e4hler \u20ac");
      case COMPACT_ARRAY -> compact();
      case FLOAT32 -> new Data.Float32(-1.5f);
      case FLOAT64 -> new Data.Float64(Math.PI);
      case DATE_TIME -> new Data.DateTime(CosemDateTime.of(SAMPLE));
      case DATE -> new Data.Date(CosemDate.of(SAMPLE.toLocalDate()));
      case TIME -> new Data.Time(CosemTime.of(SAMPLE.toLocalTime()));
      case LONG64_UNSIGNED -> Data.unsigned64(-2);
      case BCD -> new Data.Number(DataTag.BCD, 0x42);
      default -> {
        int bits = tag.size() * 8;
        long most = bits == 64 ? Long.MAX_VALUE : (1L << bits - (tag.isSigned() ? 1 : 0)) - 1;
        yield new Data.Number(tag, tag.isSigned() ? -most : most - 1);
      }
    };
  }

  /** A value and the steps from it to those that follow. */
  private static Data deltas() {
    return Data.array(
        Data.unsigned32(12_345_678),
        new Data.Number(DataTag.DELTA_UNSIGNED, 25),
        new Data.Number(DataTag.DELTA_INTEGER, -3),
        new Data.Number(DataTag.DELTA_LONG, 1000));
  }

  private static Data compact() {
    TypeDescription row =
        TypeDescription.structure(
            TypeDescription.of(DataTag.OCTET_STRING),
            TypeDescription.of(DataTag.UNSIGNED),
            TypeDescription.of(DataTag.DOUBLE_LONG_UNSIGNED));
    List<Data> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(
          Data.structure(
              Data.octets(CosemDateTime.of(SAMPLE.plusMinutes(15L * i))),
              Data.unsigned8(i),
              Data.unsigned32(1_000_000 + 25L * i)));
    }
    return Data.CompactArray.of(row, rows);
  }
}
