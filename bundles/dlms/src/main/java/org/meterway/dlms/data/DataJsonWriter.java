/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Writes the forms of {@link DataJson}. */
final class DataJsonWriter {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final StringBuilder out;
  private final boolean typed;

  DataJsonWriter(StringBuilder out, boolean typed) {
    this.out = out;
    this.typed = typed;
  }

  void write(Data data) {
    switch (data.tag()) {
      case NULL_DATA -> out.append("null");
      case DONT_CARE -> member(data, "null");
      case BOOLEAN -> bool((Data.Bool) data);
      case ARRAY, STRUCTURE -> elements(data, data.elements());
      case OCTET_STRING -> octets(data.asBytes());
      case VISIBLE_STRING -> visible(data);
      case UTF8_STRING -> utf8(data);
      case BIT_STRING -> bits((Data.BitString) data);
      case DATE_TIME, DATE, TIME -> {
        begin(data);
        octets(data.asBytes());
        out.append('}');
      }
      case FLOAT32 -> floating(data, Float.toString(((Data.Float32) data).value()));
      case FLOAT64 -> floating(data, Double.toString(((Data.Float64) data).value()));
      case BCD -> member(data, "\"%02X\"".formatted(data.asLong()));
      case COMPACT_ARRAY -> compact((Data.CompactArray) data);
      default -> number(data);
    }
  }

  private void number(Data data) {
    String digits = ((Data.Number) data).unsignedValue().toString();
    if (typed || data.tag() == DataTag.ENUM || data.tag().isDelta()) {
      member(data, digits);
    } else {
      out.append(digits);
    }
  }

  private void bool(Data.Bool data) {
    if (data.octet() > 1) {
      member(data, Integer.toString(data.octet()));
    } else {
      out.append(data.value());
    }
  }

  private void floating(Data data, String text) {
    boolean number = Character.isDigit(text.charAt(text.length() - 1));
    if (!number) {
      member(data, '"' + text + '"');
    } else if (typed) {
      member(data, text);
    } else {
      out.append(text);
    }
  }

  private void visible(Data data) {
    String text = data.asText();
    if (DataJsonReader.looksLikeOctets(text)) {
      begin(data);
      string(text);
      out.append('}');
    } else {
      string(text);
    }
  }

  private void utf8(Data data) {
    byte[] octets = data.asBytes();
    begin(data);
    if (Strings.isUtf8(octets)) {
      string(new String(octets, StandardCharsets.UTF_8));
    } else {
      out.append("{\"octets\":");
      octets(octets);
      out.append('}');
    }
    out.append('}');
  }

  private void bits(Data.BitString data) {
    String bits = data.zerosAndOnes();
    begin(data);
    if (data.equals(DataJsonReader.bits(bits))) {
      out.append('"').append(bits).append('"');
    } else {
      out.append("{\"length\":").append(data.length()).append(",\"octets\":");
      octets(data.asBytes());
      out.append('}');
    }
    out.append('}');
  }

  private void compact(Data.CompactArray data) {
    if (!typed) {
      try {
        elements(data, data.decodeElements());
        return;
      } catch (DataException e) {
        // It is not as described: the octets say more than nothing does.
      }
    }
    begin(data);
    out.append("{\"type\":");
    type(data.description());
    out.append(",\"contents\":");
    octets(data.contents());
    out.append("}}");
  }

  private void type(TypeDescription type) {
    switch (type.tag()) {
      case ARRAY -> {
        out.append("{\"array\":{\"count\":").append(type.count()).append(",\"type\":");
        type(type.elements().get(0));
        out.append("}}");
      }
      case STRUCTURE -> {
        out.append("{\"structure\":[");
        for (int i = 0; i < type.elements().size(); i++) {
          out.append(i > 0 ? "," : "");
          type(type.elements().get(i));
        }
        out.append("]}");
      }
      default -> string(type.tag().words());
    }
  }

  private void elements(Data data, List<Data> elements) {
    begin(data);
    out.append('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(elements.get(i));
    }
    out.append("]}");
  }

  private void member(Data data, String value) {
    begin(data);
    out.append(value).append('}');
  }

  private void begin(Data data) {
    out.append("{\"").append(data.tag().words()).append("\":");
  }

  private void octets(byte[] octets) {
    out.append("\"x").append(HEX.formatHex(octets)).append('"');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (character < ' ' || character >= 0x7F && character < 0xA0) {
            out.append("\\u00").append(HEX.toHexDigits((byte) character));
          } else {
            out.append(character);
          }
        }
      }
    }
    out.append('"');
  }
}
