/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.Block;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/**
 * A request of SET or ACTION that comes by blocks.
 *
 * @param <T> what the values are for
 */
final class TakenBlocks<T> {
  private static final int LARGEST = 16 << 20;

  /** How a block fits the ones before. */
  enum Fit {
    /** It is one of several, or the last. */
    TAKEN,
    /** There is no transfer that it belongs to. */
    UNEXPECTED,
    /** It has another number than the next one. */
    WRONG_NUMBER,
    /** All of them together are too long. */
    TOO_LONG
  }

  private final DataWriter incoming = new DataWriter();
  private List<T> targets;
  private boolean list;
  private long number;

  /** Begins a transfer of values for these. */
  void begin(List<T> forThese, boolean isList) {
    forget();
    targets = forThese;
    list = isList;
    number = 0;
  }

  void forget() {
    targets = null;
    incoming.reset();
  }

  /** What the values are for. */
  List<T> targets() {
    return targets;
  }

  /** Whether there are several by intention. */
  boolean isList() {
    return list;
  }

  /** Takes a block; one that does not fit ends the transfer. */
  Fit take(Block block) {
    Fit fit = Fit.TAKEN;
    if (targets == null) {
      fit = Fit.UNEXPECTED;
    } else if (block.number() != number + 1) {
      fit = Fit.WRONG_NUMBER;
    } else if (incoming.size() + block.raw().length > LARGEST) {
      fit = Fit.TOO_LONG;
    }
    if (fit == Fit.TAKEN) {
      number = block.number();
      incoming.put(block.raw());
    } else {
      forget();
    }
    return fit;
  }

  /** The values that have come; none if they are no data. A list begins with its count. */
  List<Data> values() {
    DataReader reader =
        new DataReader(incoming.array(), list ? Math.min(1, incoming.size()) : 0, incoming.size());
    List<Data> values = new ArrayList<>();
    try {
      while (reader.hasNext()) {
        values.add(reader.nextValue());
      }
      return values;
    } catch (DataException e) {
      return List.of();
    }
  }
}
