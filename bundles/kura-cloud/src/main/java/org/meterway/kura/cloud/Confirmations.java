/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.meterway.api.status.Counters;
import org.meterway.api.store.StoredPayload;

/**
 * What Kura took and nobody confirmed yet, in the order of the queue.
 *
 * <p>Kura tells a listener of the confirmations of other publishers too, not always in order, and
 * sometimes before publish() has returned the message's id. Where the broker answers at once, Kura
 * 5 and 6 lose a confirmation now and then. A payload that was published several times is confirmed
 * with any of its messages.
 *
 * <p>Kura's threads confirm; all other methods belong to the thread that publishes, except {@link
 * #awaited}. Thread-safe; nothing waits.
 */
final class Confirmations {
  /** Twice as many messages as Kura's store holds by default, or as the largest window. */
  static final int MOST_AWAITED = 20_000;

  /** Kura has far fewer messages in flight at a time. */
  private static final int MOST_EARLY = 1000;

  /**
   * A payload's confirmation is lost when so many that were published later are confirmed. Brokers
   * confirm in order, and Kura's threads hand confirmations on nearly so.
   */
  static final int OVERTAKEN_BY = 10;

  /** A payload that Kura took. Guarded by the confirmations' lock. */
  static final class Published {
    private final long number;
    private final List<String> ids = new ArrayList<>(1);
    private StoredPayload payload;
    private boolean confirmed;

    /** With so many confirmations in all, later payloads have overtaken it. */
    private long overtakenAt;

    private Published(StoredPayload payload) {
      this.payload = payload;
      number = payload.number();
    }
  }

  private final Counters<CloudCounter> counters;
  private final Map<String, Published> byId = new LinkedHashMap<>();
  private final ArrayDeque<Published> window = new ArrayDeque<>();
  private final Set<String> early = new HashSet<>();
  private long windowBytes;
  private int awaited;
  private long confirmedSoFar;
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
   * A payload was published for the first time, and joins the window at its end.
   *
   * @param id the message's id; null if nobody will confirm it
   */
  synchronized void published(StoredPayload payload, String id) {
    Published added = new Published(payload);
    window.addLast(added);
    windowBytes += payload.length();
    awaited++;
    await(added, id);
  }

  /** A payload of the window was published once more. */
  synchronized void publishedAgain(Published repeated, String id) {
    await(repeated, id);
  }

  /** A message was confirmed, this head end's or another's; returns whether it is news here. */
  synchronized boolean confirmed(String id) {
    Published published = byId.remove(id);
    if (published == null) {
      if (publishing && early.size() < MOST_EARLY) {
        early.add(id);
      }
      return false;
    }
    published.ids.remove(id);
    return confirm(published);
  }

  /** The window up to the first payload that is not confirmed is delivered: its last number. */
  synchronized OptionalLong takeConfirmed() {
    OptionalLong last = OptionalLong.empty();
    for (Published first = window.peekFirst();
        first != null && first.confirmed;
        first = window.peekFirst()) {
      last = OptionalLong.of(leave());
      first.ids.forEach(byId::remove);
    }
    return last;
  }

  /** The whole window is delivered, though still counted when it is confirmed: its last number. */
  synchronized OptionalLong takeWritten() {
    OptionalLong last = OptionalLong.empty();
    for (Published first = window.peekFirst(); first != null; first = window.peekFirst()) {
      last = OptionalLong.of(leave());
      if (first.ids.isEmpty()) {
        forget(first);
      }
    }
    forgetDownTo(MOST_AWAITED);
    return last;
  }

  /** What in the window is not confirmed, in order. */
  synchronized List<Published> unconfirmed() {
    return window.stream().filter(published -> !published.confirmed).toList();
  }

  /** The first of the window, if its confirmation is lost; only once for each publication. */
  synchronized Optional<Published> takeOvertaken() {
    Published first = window.peekFirst();
    if (first == null || first.confirmed || confirmedSoFar < first.overtakenAt) {
      return Optional.empty();
    }
    first.overtakenAt = Long.MAX_VALUE;
    return Optional.of(first);
  }

  /** What to publish again for this one; null if it is no longer in the window or confirmed. */
  synchronized StoredPayload pending(Published published) {
    return published.confirmed ? null : published.payload;
  }

  /** From now on ids come from elsewhere, and equal ones mean other messages. */
  synchronized void forget() {
    forgetDownTo(0);
  }

  /** How many payloads the window holds. */
  synchronized int windowPayloads() {
    return window.size();
  }

  /** How many bytes the window holds. */
  synchronized long windowBytes() {
    return windowBytes;
  }

  /** How many payloads were confirmed so far. */
  synchronized long confirmedSoFar() {
    return confirmedSoFar;
  }

  /** How many payloads are not confirmed. */
  synchronized int awaited() {
    return awaited;
  }

  private void await(Published published, String id) {
    publishing = false;
    published.overtakenAt = confirmedSoFar + awaited - 1 + OVERTAKEN_BY;
    if (id == null) {
      counters.increment(CloudCounter.UNCONFIRMABLE_PAYLOADS);
      settle(published);
    } else if (early.contains(id)) {
      confirm(published);
    } else {
      byId.put(id, published);
      published.ids.add(id);
      forgetDownTo(MOST_AWAITED);
    }
    early.clear();
  }

  private boolean confirm(Published published) {
    if (!settle(published)) {
      return false;
    }
    confirmedSoFar++;
    counters.increment(CloudCounter.CONFIRMED_PAYLOADS);
    return true;
  }

  private boolean settle(Published published) {
    if (published.confirmed) {
      return false;
    }
    published.confirmed = true;
    awaited--;
    return true;
  }

  private long leave() {
    Published first = window.removeFirst();
    windowBytes -= first.payload.length();
    first.payload = null;
    return first.number;
  }

  private void forgetDownTo(int most) {
    Iterator<Map.Entry<String, Published>> eldest = byId.entrySet().iterator();
    while (byId.size() > most) {
      Map.Entry<String, Published> entry = eldest.next();
      eldest.remove();
      Published published = entry.getValue();
      published.ids.remove(entry.getKey());
      // What is still in the window is published again, and confirmed with another id.
      if (published.payload == null) {
        forget(published);
      }
    }
  }

  private void forget(Published published) {
    if (settle(published)) {
      counters.increment(CloudCounter.FORGOTTEN_CONFIRMATIONS);
    }
  }
}
