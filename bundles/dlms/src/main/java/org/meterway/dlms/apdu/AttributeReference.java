/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/**
 * An attribute of a COSEM object (Green Book, {@code Cosem-Attribute-Descriptor}).
 *
 * @param classId 0 to 65535
 * @param instance the object's logical name
 * @param attribute -128 to 127; 0 for all attributes
 */
public record AttributeReference(int classId, Obis instance, int attribute) {
  /** The octets of a reference. */
  static final int OCTETS = 9;

  /** Checks the ranges. */
  public AttributeReference {
    if (classId < 0 || classId > 0xFFFF) {
      throw new IllegalArgumentException("a class is 0 to 65535, not " + classId);
    }
    if (attribute < -128 || attribute > 127) {
      throw new IllegalArgumentException("a attribute is -128 to 127, not " + attribute);
    }
  }

  /**
   * Reads {@code 3:1.0.1.8.0.255:2}.
   *
   * @throws IllegalArgumentException the text is none
   */
  public static AttributeReference of(String text) {
    String[] parts = text.split(":", -1);
    int last = parts.length - 1;
    try {
      if (last >= 2) {
        String name = text.substring(parts[0].length() + 1, text.lastIndexOf(':'));
        return new AttributeReference(
            Integer.parseInt(parts[0]), Obis.of(name), Integer.parseInt(parts[last]));
      }
    } catch (NumberFormatException e) {
      throw noAttribute(text, e);
    }
    throw noAttribute(text, null);
  }

  private static IllegalArgumentException noAttribute(String text, Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' is no attribute; one is written class:name:number as in 3:1.0.1.8.0.255:2",
        cause);
  }

  /** Encodes. */
  void write(DataWriter out) {
    out.put16(classId);
    instance.write(out);
    out.put8(attribute);
  }

  /** As {@code class:name:number}. */
  @Override
  public String toString() {
    return classId + ":" + instance + ":" + attribute;
  }
}
