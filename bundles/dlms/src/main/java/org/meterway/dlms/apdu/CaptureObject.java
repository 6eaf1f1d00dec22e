/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;

/**
 * What a column of a profile captures (Blue Book Ed. 13, 4.3.6 Profile generic, {@code
 * capture_object_definition}).
 *
 * @param classId of the object
 * @param instance its logical name
 * @param attribute 0 for all of them
 * @param index 0 for the whole attribute; else which part of it
 */
public record CaptureObject(int classId, Obis instance, int attribute, int index) {
  /** Checks the ranges. */
  public CaptureObject {
    if (classId < 0 || classId > 0xFFFF || index < 0 || index > 0xFFFF) {
      throw new IllegalArgumentException(
          "class and index are 0 to 65535, not " + classId + " and " + index);
    }
    if (attribute < -128 || attribute > 127) {
      throw new IllegalArgumentException("an attribute is -128 to 127, not " + attribute);
    }
  }

  /** The whole attribute. */
  public static CaptureObject of(AttributeReference attribute) {
    return new CaptureObject(attribute.classId(), attribute.instance(), attribute.attribute(), 0);
  }

  /**
   * Reads its structure.
   *
   * @throws DataTypeException it is another
   */
  public static CaptureObject of(Data data) {
    List<Data> fields = data.elements();
    if (fields.size() == 4 && fields.get(1).asBytes().length == 6) {
      try {
        return new CaptureObject(
            Math.toIntExact(fields.get(0).asLong()),
            Obis.read(fields.get(1).asBytes(), 0),
            Math.toIntExact(fields.get(2).asLong()),
            Math.toIntExact(fields.get(3).asLong()));
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw new DataTypeException("no capture object: " + e.getMessage());
      }
    }
    throw new DataTypeException(
        "a capture object is a structure of class, logical name, attribute and index, not " + data);
  }

  /** Its structure. */
  public Data toData() {
    return Data.structure(
        Data.unsigned16(classId), Data.of(instance), Data.int8(attribute), Data.unsigned16(index));
  }

  /** The attribute that it is, or is a part of. */
  public AttributeReference reference() {
    return new AttributeReference(classId, instance, attribute);
  }
}
