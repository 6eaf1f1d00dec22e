/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.wire.WireRecord;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Value;
import org.meterway.api.whiteboard.PropertyValues;

/** The properties of a record, read as a message needs them. Not thread-safe. */
final class RecordFields {
  private static final String EXPECTED_BYTES =
      "BYTE_ARRAY, or pairs of hex digits as STRING (a text goes with type visible-string)";
  private static final String EXPECTED_TYPE =
      "one of "
          + Arrays.stream(DataType.values())
              .map(DataType::dlmsName)
              .collect(Collectors.joining(", "));
  private static final int LARGEST_REQUEST_ID = 0xFFFF;

  private final Map<String, Object> values;

  RecordFields(Map<String, Object> values) {
    this.values = values;
  }

  static RecordFields of(WireRecord record) {
    Map<String, Object> values = new HashMap<>();
    for (Map.Entry<String, TypedValue<?>> property : record.getProperties().entrySet()) {
      if (property.getValue() != null && property.getValue().getValue() != null) {
        values.put(property.getKey(), property.getValue().getValue());
      }
    }
    return new RecordFields(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The name of the property that holds the value. */
  Optional<String> valueName() {
    return RecordProperties.VALUES.stream().filter(values::containsKey).findFirst();
  }

  /** The text of a property that is a STRING with more than spaces. */
  Optional<String> text(String name) {
    return values.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  int protocol() throws RecordException {
    return present(
        PropertyValues.id(values.get(RecordProperties.PROTOCOL)),
        RecordProperties.PROTOCOL,
        Ids.EXPECTED_PROTOCOL);
  }

  int command() throws RecordException {
    return present(
        Ids.commandCode(values.get(RecordProperties.COMMAND)),
        RecordProperties.COMMAND,
        Ids.EXPECTED_COMMAND);
  }

  int parameter() throws RecordException {
    return present(
        PropertyValues.id(values.get(RecordProperties.PARAMETER)),
        RecordProperties.PARAMETER,
        Ids.EXPECTED_PARAMETER);
  }

  /** The request id if there is one. */
  OptionalInt requestId() throws RecordException {
    return has(RecordProperties.REQUEST_ID)
        ? OptionalInt.of(requiredRequestId())
        : OptionalInt.empty();
  }

  int requiredRequestId() throws RecordException {
    Object written = values.get(RecordProperties.REQUEST_ID);
    OptionalInt id =
        written instanceof Number
            ? wholeNumber(written, LARGEST_REQUEST_ID).stream().mapToInt(Long::intValue).findFirst()
            : PropertyValues.id(written);
    return present(id, RecordProperties.REQUEST_ID, "a whole number from 0 to 65535");
  }

  /** Command and body. */
  byte[] raw() throws RecordException {
    byte[] raw = bytesOf(RecordProperties.RAW);
    if (raw.length == 0) {
      throw wrong(RecordProperties.RAW, "at least one byte, the command");
    }
    return raw;
  }

  /** The value's bytes, in the form that its type asks for where it has one. */
  byte[] valueBytes() throws RecordException {
    String name = requiredValueName();
    if (!has(RecordProperties.TYPE)) {
      return bytesOf(name);
    }
    DataType type = type();
    if (type.isNumber()) {
      return number(type, name).bytes();
    }
    return type == DataType.VISIBLE_STRING && values.get(name) instanceof String text
        ? latin(name, text)
        : bytesOf(name);
  }

  /** The value with its type. */
  Value typedValue() throws RecordException {
    byte[] bytes = valueBytes();
    try {
      return new Value(type(), bytes);
    } catch (IllegalArgumentException e) {
      throw wrong(requiredValueName(), "a value of the right length: " + e.getMessage());
    }
  }

  /** The value as BOOLEAN, if it is one. */
  Optional<Boolean> truth() {
    Object value = valueName().map(values::get).orElse(null);
    if (value instanceof Boolean truth) {
      return Optional.of(truth);
    }
    if ("true".equals(value) || "false".equals(value)) {
      return Optional.of("true".equals(value));
    }
    return Optional.empty();
  }

  /** Says that the property has a wrong value. */
  RecordException wrong(String name, String expected) {
    return new RecordException(name, values.get(name), expected);
  }

  private DataType type() throws RecordException {
    return text(RecordProperties.TYPE)
        .flatMap(DataType::named)
        .orElseThrow(() -> wrong(RecordProperties.TYPE, EXPECTED_TYPE));
  }

  private String requiredValueName() throws RecordException {
    return valueName().orElseThrow(() -> wrong(RecordProperties.VALUE, EXPECTED_BYTES));
  }

  private Value number(DataType type, String name) throws RecordException {
    long largest = (1L << 8 * type.length()) - 1;
    long number =
        wholeNumber(values.get(name), largest)
            .orElseThrow(() -> wrong(name, "a whole number from 0 to " + largest));
    return Value.number(type, number);
  }

  /** Scripts make every number a DOUBLE, record stores every one a STRING. */
  private static Optional<Long> wholeNumber(Object written, long largest) {
    long number = -1;
    if (written instanceof Number given && given.longValue() == given.doubleValue()) {
      number = given.longValue();
    } else if (written instanceof String text) {
      try {
        number = Long.parseLong(text.strip());
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return number < 0 || number > largest ? Optional.empty() : Optional.of(number);
  }

  private byte[] bytesOf(String name) throws RecordException {
    Object written = values.get(name);
    if (written instanceof byte[] bytes) {
      return bytes;
    }
    if (written instanceof String text) {
      try {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
      } catch (IllegalArgumentException e) {
        throw wrong(name, EXPECTED_BYTES);
      }
    }
    throw wrong(name, EXPECTED_BYTES);
  }

  private byte[] latin(String name, String text) throws RecordException {
    if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
      throw wrong(name, "characters of ISO 8859-1");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private int present(OptionalInt id, String name, String expected) throws RecordException {
    return id.orElseThrow(() -> wrong(name, expected));
  }
}
