/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.util.ArrayList;
import java.util.List;
import org.meterway.itests.fuzz.Choices;

/** Data of any type, out of choices. */
public final class AnyData {
  private static final DataTag[] SCALARS =
      List.of(DataTag.values()).stream()
          .filter(t -> t.size() >= 0 || isString(t))
          .toArray(DataTag[]::new);

  private AnyData() {}

  private static boolean isString(DataTag tag) {
    return switch (tag) {
      case BIT_STRING, OCTET_STRING, VISIBLE_STRING, UTF8_STRING -> true;
      default -> false;
    };
  }

  public static Data of(Choices choices) {
    return of(choices, 0);
  }

  private static Data of(Choices choices, int depth) {
    return switch (choices.below(depth < 5 ? 8 : 5)) {
      case 5 -> Data.array(list(choices, depth));
      case 6 -> Data.structure(list(choices, depth));
      case 7 -> compact(choices);
      default -> scalar(choices.of(SCALARS), choices);
    };
  }

  private static List<Data> list(Choices choices, int depth) {
    List<Data> list = new ArrayList<>();
    int count = choices.oneIn(20) ? 200 : choices.below(5);
    for (int i = 0; i < count; i++) {
      list.add(of(choices, depth + 1));
    }
    return list;
  }

  private static Data scalar(DataTag tag, Choices choices) {
    return switch (tag) {
      case NULL_DATA -> Data.nullData();
      case DONT_CARE -> Data.dontCare();
      case BOOLEAN -> new Data.Bool(choices.of(0, 1, 255));
      case BIT_STRING -> bits(choices);
      case OCTET_STRING -> Data.octets(octets(choices));
      case VISIBLE_STRING -> new Data.VisibleString(octets(choices));
      case UTF8_STRING -> new Data.Utf8String(octets(choices));
      case FLOAT32 -> new Data.Float32(Float.intBitsToFloat(choices.integer()));
      case FLOAT64 -> new Data.Float64(Double.longBitsToDouble(choices.longInteger()));
      case DATE_TIME -> new Data.DateTime(CosemDateTime.read(exactly(12, choices), 0));
      case DATE -> new Data.Date(CosemDate.read(exactly(5, choices), 0));
      case TIME -> new Data.Time(CosemTime.read(exactly(4, choices), 0));
      default -> number(tag, choices.longInteger());
    };
  }

  private static byte[] octets(Choices choices) {
    return choices.oneIn(20) ? new byte[choices.of(127, 128, 255, 256, 70_000)] : choices.bytes(20);
  }

  private static byte[] exactly(int count, Choices choices) {
    byte[] octets = new byte[count];
    byte[] taken = choices.take(count);
    System.arraycopy(taken, 0, octets, 0, taken.length);
    return octets;
  }

  private static Data bits(Choices choices) {
    byte[] octets = octets(choices);
    int unused = octets.length == 0 ? 0 : choices.below(8);
    return new Data.BitString(octets, octets.length * 8 - unused);
  }

  private static Data number(DataTag tag, long bits) {
    int unused = 64 - tag.size() * 8;
    return new Data.Number(
        tag, tag.isSigned() ? bits << unused >> unused : bits << unused >>> unused);
  }

  private static Data compact(Choices choices) {
    TypeDescription type = type(choices, 0);
    List<Data> elements = new ArrayList<>();
    int count = choices.below(4);
    for (int i = 0; i < count; i++) {
      elements.add(of(type, choices));
    }
    return Data.CompactArray.of(type, elements);
  }

  private static TypeDescription type(Choices choices, int depth) {
    switch (choices.below(depth < 3 ? 6 : 4)) {
      case 4:
        return TypeDescription.array(choices.below(4), type(choices, depth + 1));
      case 5:
        TypeDescription[] types = new TypeDescription[choices.below(4)];
        for (int i = 0; i < types.length; i++) {
          types[i] = type(choices, depth + 1);
        }
        return TypeDescription.structure(types);
      default:
        return TypeDescription.of(choices.of(SCALARS));
    }
  }

  private static Data of(TypeDescription type, Choices choices) {
    List<Data> elements = new ArrayList<>();
    switch (type.tag()) {
      case ARRAY:
        for (int i = 0; i < type.count(); i++) {
          elements.add(of(type.elements().get(0), choices));
        }
        return Data.array(elements);
      case STRUCTURE:
        for (TypeDescription element : type.elements()) {
          elements.add(of(element, choices));
        }
        return Data.structure(elements);
      default:
        return scalar(type.tag(), choices);
    }
  }
}
