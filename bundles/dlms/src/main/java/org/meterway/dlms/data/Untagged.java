/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.util.ArrayList;
import java.util.List;

/** The contents of compact arrays: values without tags, by a description of their types. */
final class Untagged {
  private Untagged() {}

  static List<Data> decode(TypeDescription description, byte[] contents) throws DataException {
    DataReader in = new DataReader(contents);
    Budget budget = new Budget(contents.length);
    List<Data> elements = new ArrayList<>();
    while (in.hasNext()) {
      int at = in.position();
      elements.add(read(description, in, budget));
      if (in.position() == at) {
        throw new DataException(at, "elements of no octets, but " + in.remaining() + " follow");
      }
    }
    return List.copyOf(elements);
  }

  private static Data read(TypeDescription type, DataReader in, Budget budget)
      throws DataException {
    budget.take(in);
    return switch (type.tag()) {
      case ARRAY -> {
        List<Data> elements = new ArrayList<>(Math.min(type.count(), 16));
        for (int i = 0; i < type.count(); i++) {
          elements.add(read(type.elements().get(0), in, budget));
        }
        yield new Data.Array(elements);
      }
      case STRUCTURE -> {
        List<Data> elements = new ArrayList<>(type.elements().size());
        for (TypeDescription element : type.elements()) {
          elements.add(read(element, in, budget));
        }
        yield new Data.Structure(elements);
      }
      default -> in.untagged(type.tag());
    };
  }

  /**
   * How many values may be made of so many octets. A description can name more values than the
   * octets have, since null-data takes none: arrays in arrays of them would have no end.
   */
  private static final class Budget {
    private long left;

    Budget(int octets) {
      left = 1024 + 16L * octets;
    }

    void take(DataReader in) throws DataException {
      if (--left < 0) {
        throw new DataException(in.position(), "far more elements described than octets are there");
      }
    }
  }

  static byte[] encode(TypeDescription description, List<Data> elements) {
    DataWriter out = new DataWriter();
    for (Data element : elements) {
      write(description, element, out);
    }
    return out.toByteArray();
  }

  private static void write(TypeDescription type, Data data, DataWriter out) {
    if (data.tag() != type.tag()) {
      throw new IllegalArgumentException(
          "the description says " + type.tag().words() + ", not " + data.tag().words());
    }
    switch (type.tag()) {
      case ARRAY -> {
        checkCount(type.count(), data.elements().size());
        for (Data element : data.elements()) {
          write(type.elements().get(0), element, out);
        }
      }
      case STRUCTURE -> {
        checkCount(type.elements().size(), data.elements().size());
        for (int i = 0; i < type.elements().size(); i++) {
          write(type.elements().get(i), data.elements().get(i), out);
        }
      }
      default -> {
        byte[] tagged = data.encode();
        out.put(tagged, 1, tagged.length - 1);
      }
    }
  }

  private static void checkCount(int described, int found) {
    if (described != found) {
      throw new IllegalArgumentException(
          "the description says " + described + " elements, not " + found);
    }
  }
}
