/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.meterway.api.status.Counters;

/**
 * Counts which published messages were confirmed. Kura tells a listener of the confirmations of
 * other publishers too, in any order, and sometimes before publish() has returned the message's id.
 * Thread-safe.
 */
final class Confirmations {
  /** Twice as many messages as Kura's store holds by default. */
  static final int MOST_AWAITED = 20_000;

  /** Kura has far fewer messages in flight at a time. */
  private static final int MOST_EARLY = 1000;

  private final Counters<CloudCounter> counters;
  private final Set<String> awaited = new LinkedHashSet<>();
  private final Set<String> early = new HashSet<>();
  private boolean publishing;

  Confirmations(Counters<CloudCounter> counters) {
    this.counters = counters;
  }

  /** Publishing begins: a confirmation that comes before its end may be of this message. */
  synchronized void begin() {
    publishing = true;
  }

  /** Publishing ended without success. */
  synchronized void failed() {
    publishing = false;
    early.clear();
  }

  /**
   * Publishing ended.
   *
   * @param id the message's id; null if nobody will confirm it
   */
  synchronized void published(String id) {
    publishing = false;
    if (id == null) {
      counters.increment(CloudCounter.UNCONFIRMABLE_PAYLOADS);
    } else if (early.contains(id)) {
      counters.increment(CloudCounter.CONFIRMED_PAYLOADS);
    } else {
      awaited.add(id);
      forgetDownTo(MOST_AWAITED);
    }
    early.clear();
  }

  /** A message was confirmed, this head end's or another's. */
  synchronized void confirmed(String id) {
    if (awaited.remove(id)) {
      counters.increment(CloudCounter.CONFIRMED_PAYLOADS);
    } else if (publishing && early.size() < MOST_EARLY) {
      early.add(id);
    }
  }

  /** From now on ids come from elsewhere, and equal ones mean other messages. */
  synchronized void forget() {
    forgetDownTo(0);
  }

  /** How many confirmations are outstanding. */
  synchronized int awaited() {
    return awaited.size();
  }

  private void forgetDownTo(int most) {
    Iterator<String> eldest = awaited.iterator();
    while (awaited.size() > most) {
      eldest.next();
      eldest.remove();
      counters.increment(CloudCounter.FORGOTTEN_CONFIRMATIONS);
    }
  }
}
