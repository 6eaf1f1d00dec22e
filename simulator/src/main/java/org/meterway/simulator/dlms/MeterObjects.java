/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.meterway.dlms.data.Obis;

/**
 * The objects of a meter, by logical and by short name. Thread-safe: connections look objects up
 * while others are added.
 */
public final class MeterObjects {
  private static final int FIRST_BASE_NAME = 0x0100;
  private static final int MOST_SHORT_NAMES = 0x400;

  private volatile Snapshot snapshot = new Snapshot(List.of());

  /** An attribute or a method of an object. */
  record Member(CosemObject object, int number, boolean method) {}

  /** Adds an object, in place of the one with the same class and logical name if there is one. */
  public void add(CosemObject object) {
    addAll(List.of(object));
  }

  /** Adds several objects. */
  public synchronized void addAll(List<? extends CosemObject> objects) {
    List<CosemObject> fresh = new ArrayList<>(snapshot.list);
    for (CosemObject object : objects) {
      fresh.removeIf(
          old -> old.classId() == object.classId() && old.instance().equals(object.instance()));
      fresh.add(object);
    }
    snapshot = new Snapshot(fresh);
  }

  /** Takes the objects with a logical name away; whether there was one. */
  public synchronized boolean remove(Obis instance) {
    List<CosemObject> fresh = new ArrayList<>(snapshot.list);
    boolean removed = fresh.removeIf(old -> old.instance().equals(instance));
    snapshot = new Snapshot(fresh);
    return removed;
  }

  /** All objects, in the order in which they were added. */
  public List<CosemObject> all() {
    return snapshot.list;
  }

  /** The object of a class with a logical name. */
  public Optional<CosemObject> find(int classId, Obis instance) {
    return Optional.ofNullable(find(classId, key(instance.bytes(), 0)))
        .filter(object -> object.classId() == classId);
  }

  /**
   * The object of a class whose logical name has this {@link #key}; one of another class if that is
   * all there is; or {@code null}.
   */
  CosemObject find(int classId, long key) {
    return snapshot.find(classId, key);
  }

  /** The base name of an object for short name referencing; 0 if there was none left for it. */
  public int baseName(CosemObject object) {
    return snapshot.baseNames.getOrDefault(object, 0);
  }

  /** What has a short name, or {@code null}. */
  Member member(int shortName) {
    Map.Entry<Integer, CosemObject> entry = snapshot.byName.floorEntry(shortName);
    if (entry == null || (shortName - entry.getKey()) % ShortNames.STEP != 0) {
      return null;
    }
    CosemObject object = entry.getValue();
    int offset = shortName - entry.getKey();
    int attribute = offset / ShortNames.STEP + 1;
    if (attribute <= object.attributes()) {
      return new Member(object, attribute, false);
    }
    int method = (offset - object.methodOffset()) / ShortNames.STEP + 1;
    return offset >= object.methodOffset() && method <= object.methods()
        ? new Member(object, method, true)
        : null;
  }

  /** A logical name as a number. */
  static long key(byte[] bytes, int offset) {
    long key = 0;
    for (int i = 0; i < 6; i++) {
      key = key << 8 | bytes[offset + i] & 0xFF;
    }
    return key;
  }

  /** What never changes once made. Open addressing, so that a lookup makes no garbage. */
  private static final class Snapshot {
    private final List<CosemObject> list;
    private final long[] keys;
    private final CosemObject[] objects;
    private final TreeMap<Integer, CosemObject> byName = new TreeMap<>();
    private final Map<CosemObject, Integer> baseNames = new IdentityHashMap<>();

    Snapshot(List<CosemObject> list) {
      this.list = List.copyOf(list);
      int size = Integer.highestOneBit(Math.max(4, list.size())) << 2;
      keys = new long[size];
      objects = new CosemObject[size];
      for (CosemObject object : list) {
        long key = key(object.instance().bytes(), 0);
        int slot = slot(key);
        while (objects[slot] != null) {
          slot = slot + 1 & size - 1;
        }
        keys[slot] = key;
        objects[slot] = object;
      }
      giveNames();
    }

    private int slot(long key) {
      return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & keys.length - 1;
    }

    CosemObject find(int classId, long key) {
      CosemObject other = null;
      for (int slot = slot(key); objects[slot] != null; slot = slot + 1 & keys.length - 1) {
        if (keys[slot] == key) {
          if (objects[slot].classId() == classId) {
            return objects[slot];
          }
          other = objects[slot];
        }
      }
      return other;
    }

    private void giveNames() {
      int next = FIRST_BASE_NAME;
      for (CosemObject object : list) {
        int reserved = reserved(object);
        int room =
            object.methods() == 0
                ? object.attributes() * ShortNames.STEP
                : object.methodOffset() + object.methods() * ShortNames.STEP;
        int base = reserved != 0 ? reserved : next;
        if (reserved == 0) {
          if (room > MOST_SHORT_NAMES || next + room > ShortNames.RESERVED) {
            continue;
          }
          next += room;
        }
        byName.put(base, object);
        baseNames.put(object, base);
      }
    }

    private static int reserved(CosemObject object) {
      String name = object.instance().toString();
      if (object.classId() == 12 && name.equals("0.0.40.0.0.255")) {
        return ShortNames.ASSOCIATION;
      } else if (object.classId() == 17) {
        return ShortNames.SAP_ASSIGNMENT;
      }
      return name.equals("0.0.42.0.0.255") ? ShortNames.LOGICAL_DEVICE_NAME : 0;
    }
  }
}
