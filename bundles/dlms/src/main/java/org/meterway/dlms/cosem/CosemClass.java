/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;

/**
 * An interface class: the names of what its objects have.
 *
 * @param id the class id
 * @param name as in {@code profile_generic}
 * @param attributes the names of the attributes, the first one's being {@code logical_name}
 * @param methods the names of the methods from 1 on
 */
public record CosemClass(int id, String name, List<String> attributes, List<String> methods) {
  /** Copies the lists. */
  public CosemClass {
    attributes = List.copyOf(attributes);
    methods = List.copyOf(methods);
  }

  /** The class with that id, if the table has it. */
  public static Optional<CosemClass> of(int id) {
    return Optional.ofNullable(CosemClasses.BY_ID.get(id));
  }

  /** All classes of the table, by their ids. */
  public static List<CosemClass> all() {
    return List.copyOf(CosemClasses.BY_ID.values());
  }

  /** As in {@code register}; {@code class 8192} for one that the table does not have. */
  public static String nameOf(int id) {
    return of(id).map(CosemClass::name).orElse("class " + id);
  }

  /** As in {@code register.value}; {@code register.attribute 17} for one that is not known. */
  public static String nameOf(AttributeReference attribute) {
    return nameOf(attribute.classId())
        + "."
        + of(attribute.classId())
            .flatMap(c -> entry(c.attributes, attribute.attribute()))
            .orElse("attribute " + attribute.attribute());
  }

  /** As in {@code clock.shift_time}. */
  public static String nameOf(MethodReference method) {
    return nameOf(method.classId())
        + "."
        + of(method.classId())
            .flatMap(c -> entry(c.methods, method.method()))
            .orElse("method " + method.method());
  }

  /** The attribute that tells scaler and unit of another one; empty where there is none. */
  public static Optional<AttributeReference> scalerOf(AttributeReference attribute) {
    int number = attribute.attribute();
    int scaler =
        switch (attribute.classId()) {
          case Register.CLASS_ID, ExtendedRegister.CLASS_ID -> number == 2 ? 3 : 0;
          case DemandRegister.CLASS_ID -> number == 2 || number == 3 ? 4 : 0;
          default -> 0;
        };
    return scaler == 0
        ? Optional.empty()
        : Optional.of(new AttributeReference(attribute.classId(), attribute.instance(), scaler));
  }

  /** Whether an attribute is a date and time, though the meter mostly sends octets. */
  public static boolean isTime(AttributeReference attribute) {
    return nameOf(attribute).endsWith("time");
  }

  private static Optional<String> entry(List<String> names, int number) {
    boolean known = number >= 1 && number <= names.size();
    return known ? Optional.of(names.get(number - 1)) : Optional.empty();
  }

  /** The number of the attribute of that name, for a person who knows the name only. */
  public OptionalInt attribute(String attributeName) {
    return number(attributes, attributeName);
  }

  /** The number of the method of that name. */
  public OptionalInt method(String methodName) {
    return number(methods, methodName);
  }

  private static OptionalInt number(List<String> names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }
}
