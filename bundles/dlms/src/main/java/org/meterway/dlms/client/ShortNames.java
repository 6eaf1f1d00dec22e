/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;

/**
 * Where the attributes and methods of a meter's objects lie in short name referencing (IEC
 * 62056-6-2): each object has a base name, its attributes and methods lie behind it by what the
 * standard gives for its class. Immutable.
 */
public final class ShortNames {
  /** The base name of the object Association SN, in each meter. */
  public static final int ASSOCIATION = 0xFA00;

  /** The base name of the object Script table of broadcasts. */
  public static final int SCRIPT_TABLE = 0xFB00;

  /** The base name of the object SAP assignment. */
  public static final int SAP_ASSIGNMENT = 0xFC00;

  /** How far an attribute or method lies behind the one before it. */
  private static final int STEP = 8;

  /**
   * An object.
   *
   * @param baseName the short name of its logical name, a multiple of 8
   * @param classId its interface class
   * @param version the version of the class
   * @param instance its logical name
   */
  public record Entry(int baseName, int classId, int version, Obis instance) {}

  private record Key(int classId, Obis instance) {}

  private final List<Entry> entries;
  private final Map<Key, Entry> byObject = new LinkedHashMap<>();

  /** Of these objects. */
  public ShortNames(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.entries.forEach(e -> byObject.put(new Key(e.classId(), e.instance()), e));
  }

  /**
   * Of the objects in attribute 2 of Association SN.
   *
   * @throws ProtocolErrorException if it is no list of objects
   */
  public static ShortNames of(Data objectList) throws ProtocolErrorException {
    try {
      return new ShortNames(objectList.elements().stream().map(ShortNames::entry).toList());
    } catch (DataTypeException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ProtocolErrorException(
          "the object list of Association SN is not as it should be: " + e.getMessage(), e);
    }
  }

  private static Entry entry(Data object) {
    List<Data> part = object.elements();
    byte[] name = part.get(3).asBytes();
    if (name.length != 6) {
      throw new IllegalArgumentException("a logical name of " + name.length + " bytes, not 6");
    }
    return new Entry(
        (int) part.get(0).asLong() & 0xFFFF,
        (int) part.get(1).asLong(),
        (int) part.get(2).asLong(),
        Obis.read(name, 0));
  }

  /** The objects, as the meter lists them. */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * An attribute's short name.
   *
   * @return 0 to 65535; empty if the meter does not list the object
   */
  public OptionalInt of(AttributeReference attribute) {
    Entry object = byObject.get(new Key(attribute.classId(), attribute.instance()));
    return object == null
        ? OptionalInt.empty()
        : OptionalInt.of(object.baseName() + attributeOffset(attribute.attribute()) & 0xFFFF);
  }

  /**
   * A method's short name.
   *
   * @return 0 to 65535; empty if the meter does not list the object, or the standard gives the
   *     class's methods no place
   */
  public OptionalInt of(MethodReference method) {
    Entry object = byObject.get(new Key(method.classId(), method.instance()));
    OptionalInt offset = methodOffset(method.classId(), method.method());
    return object == null || offset.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(object.baseName() + offset.getAsInt() & 0xFFFF);
  }

  /**
   * How far an attribute lies behind its object's base name.
   *
   * @param attribute from 1 on
   */
  public static int attributeOffset(int attribute) {
    return (attribute - 1) * STEP;
  }

  /**
   * How far a method lies behind its object's base name.
   *
   * @param method from 1 on
   * @return empty if the standard gives the class's methods no place
   */
  public static OptionalInt methodOffset(int classId, int method) {
    int first =
        switch (classId) {
          case 3, 61 -> 0x28;
          case 4, 40, 100 -> 0x38;
          case 5 -> 0x48;
          case 6, 64 -> 0x30;
          case 7 -> 0x58;
          case 8, 15, 42, 72 -> 0x60;
          case 9, 10, 12, 17, 70 -> 0x20;
          case 11 -> 0x10;
          case 18 -> 0x40;
          case 20 -> 0x50;
          default -> -1;
        };
    return first < 0 || method < 1
        ? OptionalInt.empty()
        : OptionalInt.of(first + (method - 1) * STEP);
  }

  /** Whether the standard has a method return something, so that it is read and not written. */
  static boolean returns(MethodReference method) {
    return switch (method.classId()) {
      case 12 -> method.method() <= 4 || method.method() >= 7;
      case 7 -> method.method() >= 3;
      case 15 -> method.method() == 1;
      case 64 -> method.method() == 3 || method.method() == 5 || method.method() == 7;
      default -> false;
    };
  }
}
