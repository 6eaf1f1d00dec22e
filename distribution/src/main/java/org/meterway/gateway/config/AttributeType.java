/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;

/** The types of the metatype, by the names that the OSGi Configurator gives them. */
enum AttributeType {
  STRING("String", "a text in quotes", null, null),
  LONG("Long", "a whole number", Long.MIN_VALUE, Long.MAX_VALUE),
  INTEGER("Integer", "a whole number", (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE),
  SHORT("Short", "a whole number", (long) Short.MIN_VALUE, (long) Short.MAX_VALUE),
  BYTE("Byte", "a whole number", (long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE),
  DOUBLE("Double", "a number", null, null),
  FLOAT("Float", "a number", null, null),
  BOOLEAN("Boolean", "true or false", null, null);

  private final String configuratorName;
  private final String inWords;
  private final Long least;
  private final Long greatest;

  AttributeType(String configuratorName, String inWords, Long least, Long greatest) {
    this.configuratorName = configuratorName;
    this.inWords = inWords;
    this.least = least;
    this.greatest = greatest;
  }

  /** The type that a metatype names; passwords and characters are texts in a file. */
  static AttributeType of(String metatypeName) {
    for (AttributeType type : values()) {
      if (type.configuratorName.equals(metatypeName)) {
        return type;
      }
    }
    return STRING;
  }

  /** What follows the property's name in a Configurator file, without the colon. */
  String configuratorName() {
    return configuratorName;
  }

  /** What a user has to write. */
  String inWords() {
    return inWords;
  }

  /** Whether {@code value} can be of this type. */
  boolean accepts(JsonValue value) {
    return switch (this) {
      // Texts such as the stop bits look like numbers, and are written as such.
      case STRING -> value instanceof JsonString || value instanceof JsonNumber;
      case BOOLEAN ->
          value.getValueType() == ValueType.TRUE || value.getValueType() == ValueType.FALSE;
      case DOUBLE, FLOAT -> value instanceof JsonNumber;
      default -> value instanceof JsonNumber number && isInside(number.bigDecimalValue());
    };
  }

  private boolean isInside(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0
        && value.compareTo(BigDecimal.valueOf(least)) >= 0
        && value.compareTo(BigDecimal.valueOf(greatest)) <= 0;
  }
}
