/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.util.HexFormat;
import java.util.StringJoiner;
import org.meterway.dlms.data.Data;

/** Data as the programs of the peers print it. */
final class Words {
  private Words() {}

  static String of(Data data) {
    return switch (data.tag()) {
      case NULL_DATA -> "null";
      case ARRAY, STRUCTURE -> {
        StringJoiner joiner = new StringJoiner(" ", "[", "]");
        data.elements().forEach(element -> joiner.add(of(element)));
        yield joiner.toString();
      }
      case BOOLEAN -> String.valueOf(data.asBoolean());
      case OCTET_STRING -> "x" + HexFormat.of().formatHex(data.asBytes());
      case VISIBLE_STRING, UTF8_STRING -> "\"" + data.asText() + "\"";
      default -> String.valueOf(data.asLong());
    };
  }
}
