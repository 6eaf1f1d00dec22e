/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The memory for short messages that came. Guarded by the modem's lock. */
final class MessageMemory {
  static final int SLOTS = 20;

  /** A message in its slot. */
  static final class Stored {
    private final Pdus.Delivered message;
    private boolean read;

    private Stored(Pdus.Delivered message) {
      this.message = message;
    }

    Pdus.Delivered message() {
      return message;
    }

    boolean isRead() {
      return read;
    }

    /** Reading it makes it so. */
    void wasRead() {
      read = true;
    }
  }

  private final Map<Integer, Stored> slots = new TreeMap<>();

  /** The slot, from 1; 0 if there is no room. */
  int store(Pdus.Delivered message) {
    for (int slot = 1; slot <= SLOTS; slot++) {
      if (!slots.containsKey(slot)) {
        slots.put(slot, new Stored(message));
        return slot;
      }
    }
    return 0;
  }

  Map<Integer, Stored> all() {
    return slots;
  }

  Stored at(int slot) throws AtError {
    Stored stored = slots.get(slot);
    if (stored == null) {
      throw AtError.message(321, "invalid memory index");
    }
    return stored;
  }

  /** As {@code <delflag>} of 3GPP TS 27.005, 3.5.4 says; 0 is the slot alone. */
  void delete(int slot, int flag) throws AtError {
    if (flag == 0) {
      at(slot);
      slots.remove(slot);
    } else if (flag == 4) {
      slots.clear();
    } else {
      slots.values().removeIf(Stored::isRead);
    }
  }

  List<String> pdus() {
    List<String> pdus = new ArrayList<>();
    slots.values().forEach(stored -> pdus.add(stored.message().pdu()));
    return pdus;
  }
}
