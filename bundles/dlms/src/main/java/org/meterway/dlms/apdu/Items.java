/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Lists of references. */
final class Items {
  private Items() {}

  static void write(AttributeReference attribute, Selection selection, DataWriter out) {
    attribute.write(out);
    if (selection == null) {
      out.put8(0);
    } else {
      selection.write(out.put8(1));
    }
  }

  static void write(List<Item> items, DataWriter out) {
    out.putLength(items.size());
    for (Item item : items) {
      write(item.attribute(), item.selection(), out);
    }
  }

  static List<Item> read(ApduReader in) throws ApduException {
    int count = in.count(AttributeReference.OCTETS + 1, "attributes");
    List<Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(new Item(in.attribute(), in.selection()));
    }
    return items;
  }

  static void writeMethods(List<MethodReference> methods, DataWriter out) {
    out.putLength(methods.size());
    for (MethodReference method : methods) {
      method.write(out);
    }
  }

  static List<MethodReference> readMethods(ApduReader in) throws ApduException {
    int count = in.count(MethodReference.OCTETS, "methods");
    List<MethodReference> methods = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      methods.add(in.method());
    }
    return methods;
  }

  static void writeData(List<Data> list, DataWriter out) {
    out.putLength(list.size());
    for (Data data : list) {
      data.write(out);
    }
  }

  static List<Data> readData(ApduReader in) throws ApduException {
    int count = in.count(1, "values");
    List<Data> list = new ArrayList<>(Math.min(count, 16));
    for (int i = 0; i < count; i++) {
      list.add(in.data());
    }
    return list;
  }

  static void write(GetResult result, DataWriter out) {
    if (result instanceof GetResult.Value value) {
      value.data().write(out.put8(0));
    } else {
      out.put8(1).put8(result.reason().code());
    }
  }

  static GetResult readResult(ApduReader in) throws ApduException {
    return switch (in.choice(0, 1, "result")) {
      case 0 -> GetResult.of(in.data());
      default -> GetResult.of(DataAccessResult.of(in.u8()));
    };
  }
}
