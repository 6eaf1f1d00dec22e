/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/**
 * An object that a client sees, and what it may do with it.
 *
 * @param classId the interface class
 * @param version the version of the class
 * @param instance the logical name
 * @param attributes the rights to its attributes
 * @param methods the rights to its methods
 */
public record ObjectListEntry(
    int classId, int version, Obis instance, List<Right> attributes, List<Right> methods) {
  private static final int READ = 1;
  private static final int WRITE = 2;

  /** Of copies of the lists. */
  public ObjectListEntry {
    attributes = List.copyOf(attributes);
    methods = List.copyOf(methods);
  }

  /**
   * The right to one attribute or method.
   *
   * @param number of the attribute or method
   * @param mode as the meter says it: up to version 2 of Association LN a number, from version 3 on
   *     bits
   * @param selectors which kinds of selection an attribute takes
   */
  public record Right(int number, int mode, List<Integer> selectors) {
    /** Of a copy of the list. */
    public Right {
      selectors = List.copyOf(selectors);
    }

    static Right ofAttribute(Data data) {
      List<Data> part = data.elements();
      Data selectors = part.get(2);
      return new Right(
          CosemObject.integer(part.get(0)),
          CosemObject.integer(part.get(1)),
          selectors.isNull()
              ? List.of()
              : selectors.elements().stream().map(CosemObject::integer).toList());
    }

    static Right ofMethod(Data data) {
      List<Data> part = data.elements();
      Data mode = part.get(1);
      boolean flag = mode instanceof Data.Bool;
      return new Right(
          CosemObject.integer(part.get(0)),
          flag ? (mode.asBoolean() ? 1 : 0) : CosemObject.integer(mode),
          List.of());
    }
  }

  static ObjectListEntry of(Data data) {
    List<Data> part = data.elements();
    List<Data> rights = part.get(3).elements();
    return new ObjectListEntry(
        CosemObject.integer(part.get(0)),
        CosemObject.integer(part.get(1)),
        CosemObject.obis(part.get(2)),
        rights.get(0).elements().stream().map(Right::ofAttribute).toList(),
        rights.get(1).elements().stream().map(Right::ofMethod).toList());
  }

  /**
   * Whether an attribute may be read.
   *
   * @param associationVersion the version of the Association LN that lists it
   */
  public boolean canRead(int attribute, int associationVersion) {
    int mode = mode(attributes, attribute);
    return associationVersion >= 3
        ? (mode & READ) != 0
        : mode == 1 || mode == 3 || mode == 4 || mode == 6;
  }

  /**
   * Whether an attribute may be written.
   *
   * @param associationVersion the version of the Association LN that lists it
   */
  public boolean canWrite(int attribute, int associationVersion) {
    int mode = mode(attributes, attribute);
    return associationVersion >= 3
        ? (mode & WRITE) != 0
        : mode == 2 || mode == 3 || mode == 5 || mode == 6;
  }

  /** Whether a method may be called. */
  public boolean canCall(int method) {
    return mode(methods, method) != 0;
  }

  private static int mode(List<Right> rights, int number) {
    return rights.stream()
        .filter(right -> right.number() == number)
        .mapToInt(Right::mode)
        .findFirst()
        .orElse(0);
  }
}
