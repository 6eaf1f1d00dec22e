/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/**
 * A method of a COSEM object (Green Book, {@code Cosem-Method-Descriptor}).
 *
 * @param classId 0 to 65535
 * @param instance the object's logical name
 * @param method -128 to 127
 */
public record MethodReference(int classId, Obis instance, int method) {
  /** The octets of a reference. */
  static final int OCTETS = 9;

  /** Checks the ranges. */
  public MethodReference {
    if (classId < 0 || classId > 0xFFFF) {
      throw new IllegalArgumentException("a class is 0 to 65535, not " + classId);
    }
    if (method < -128 || method > 127) {
      throw new IllegalArgumentException("a method is -128 to 127, not " + method);
    }
  }

  /**
   * Reads {@code 70:0.0.96.3.10.255:1}.
   *
   * @throws IllegalArgumentException the text is none
   */
  public static MethodReference of(String text) {
    String[] parts = text.split(":", -1);
    int last = parts.length - 1;
    try {
      if (last >= 2) {
        String name = text.substring(parts[0].length() + 1, text.lastIndexOf(':'));
        return new MethodReference(
            Integer.parseInt(parts[0]), Obis.of(name), Integer.parseInt(parts[last]));
      }
    } catch (NumberFormatException e) {
      throw noMethod(text, e);
    }
    throw noMethod(text, null);
  }

  private static IllegalArgumentException noMethod(String text, Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' is no method; one is written class:name:number as in 70:0.0.96.3.10.255:1",
        cause);
  }

  /** Encodes. */
  void write(DataWriter out) {
    out.put16(classId);
    instance.write(out);
    out.put8(method);
  }

  /** As {@code class:name:number}. */
  @Override
  public String toString() {
    return classId + ":" + instance + ":" + method;
  }
}
