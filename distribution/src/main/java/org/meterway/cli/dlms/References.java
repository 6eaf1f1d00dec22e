/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.util.Optional;
import java.util.OptionalInt;
import org.meterway.cli.CommandException;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.cosem.CosemClass;
import org.meterway.dlms.data.Obis;

/**
 * Attributes and methods as people write them: {@code 3:1.0.1.8.0.255:2}, or with their names, as
 * in {@code register:1.0.1.8.0.255:value}.
 */
final class References {
  private static final int LARGEST_CLASS = 0xFFFF;

  private References() {}

  static AttributeReference attribute(String text) throws CommandException {
    String[] parts = parts(text, "3:1.0.1.8.0.255:2");
    int classId = classId(parts[0], text);
    int number =
        number(parts[2], CosemClass.of(classId).map(c -> c.attribute(parts[2])), -128, text);
    return new AttributeReference(classId, obis(parts[1]), number);
  }

  static MethodReference method(String text) throws CommandException {
    String[] parts = parts(text, "70:0.0.96.3.10.255:1");
    int classId = classId(parts[0], text);
    int number = number(parts[2], CosemClass.of(classId).map(c -> c.method(parts[2])), -128, text);
    return new MethodReference(classId, obis(parts[1]), number);
  }

  /** A logical name alone, or behind a class: {@code 1.0.99.1.0.255}, {@code 7:1.0.99.1.0.255}. */
  static Obis instance(String text) throws CommandException {
    int colon = text.indexOf(':');
    boolean hasClass = colon > 0 && text.indexOf('-') < 0;
    return obis(hasClass ? text.substring(colon + 1).replaceFirst(":\\d+$", "") : text);
  }

  private static String[] parts(String text, String example) throws CommandException {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first <= 0 || last <= first + 1 || last == text.length() - 1) {
      throw CommandException.usage(
          "'" + text + "' is no object, expected CLASS:OBIS:NUMBER as in " + example);
    }
    return new String[] {
      text.substring(0, first), text.substring(first + 1, last), text.substring(last + 1)
    };
  }

  private static int classId(String word, String text) throws CommandException {
    for (CosemClass known : CosemClass.all()) {
      if (known.name().equalsIgnoreCase(word)) {
        return known.id();
      }
    }
    try {
      int id = Integer.parseInt(word);
      if (id >= 0 && id <= LARGEST_CLASS) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(
        "class '" + word + "' in '" + text + "', expected 0 to 65535 or a name such as register");
  }

  private static int number(String word, Optional<OptionalInt> byName, int least, String text)
      throws CommandException {
    if (byName.isPresent() && byName.get().isPresent()) {
      return byName.get().getAsInt();
    }
    try {
      int number = Integer.parseInt(word);
      if (number >= least && number <= 127) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(
        "'"
            + word
            + "' in '"
            + text
            + "', expected a number of -128 to 127 or a name that the class has");
  }

  private static Obis obis(String text) throws CommandException {
    try {
      return Obis.of(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }
}
