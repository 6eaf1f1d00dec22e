/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters, one for each constant of an enum. All methods may be called from any thread; adding
 * does not contend.
 *
 * @param <E> what is counted; a constant {@code FRAMES_IN} is reported as {@code frames.in}
 */
public final class Counters<E extends Enum<E>> {
  private final E[] constants;
  private final LongAdder[] adders;

  /** All counters at zero. */
  public Counters(Class<E> type) {
    constants = type.getEnumConstants();
    adders = new LongAdder[constants.length];
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
  }

  /** Adds one. */
  public void increment(E counter) {
    adders[counter.ordinal()].increment();
  }

  /** Adds {@code amount}. */
  public void add(E counter, long amount) {
    adders[counter.ordinal()].add(amount);
  }

  /** The value right now. */
  public long get(E counter) {
    return adders[counter.ordinal()].sum();
  }

  /** All values by reported name, in the order of the enum. */
  public Map<String, Long> snapshot() {
    Map<String, Long> values = new LinkedHashMap<>();
    for (E constant : constants) {
      values.put(
          constant.name().toLowerCase(Locale.ROOT).replace('_', '.'),
          adders[constant.ordinal()].sum());
    }
    return values;
  }
}
