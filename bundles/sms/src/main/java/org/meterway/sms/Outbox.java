/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Messages that wait for being sent: bounded in number, in attempts and in messages an hour. Does
 * no I/O; time is given. Thread-safe.
 */
final class Outbox {
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Duration HOLD = Duration.ofSeconds(5);
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** A message that waits. Changed by the outbox only. */
  static final class Letter {
    private final String number;
    private final String text;
    private final int reference;
    private final long accepted;
    private int nextPart;
    private int attempts;
    private long notBefore;

    private Letter(String number, String text, int reference, long now) {
      this.number = number;
      this.text = text;
      this.reference = reference;
      this.accepted = now;
      this.notBefore = now;
    }

    String number() {
      return number;
    }

    String text() {
      return text;
    }

    /** What its parts have in common. */
    int reference() {
      return reference;
    }

    /** From 0. */
    int nextPart() {
      return nextPart;
    }
  }

  private final Deque<Letter> letters = new ArrayDeque<>();
  private final Deque<Long> sentWithinTheHour = new ArrayDeque<>();
  private int reference;

  /**
   * @param reference of the first message
   */
  Outbox(int reference) {
    this.reference = reference;
  }

  /** Whether there was room. */
  synchronized boolean accept(String number, String text, int limit, long now) {
    if (letters.size() >= limit) {
      return false;
    }
    reference = reference + 1 & 0xFF;
    letters.addLast(new Letter(number, text, reference, now));
    return true;
  }

  /** Takes out those that have waited too long; how many they were. */
  synchronized int expire(Duration giveUp, long now) {
    int before = letters.size();
    letters.removeIf(letter -> now - letter.accepted >= giveUp.toNanos());
    return before - letters.size();
  }

  /** What may be sent now. */
  synchronized Optional<Letter> due(int perHour, long now) {
    return waitTime(perHour, now) > 0 || letters.isEmpty()
        ? Optional.empty()
        : letters.stream().filter(letter -> letter.notBefore - now <= 0).findFirst();
  }

  /** Until something may be sent, in nanoseconds; {@link Long#MAX_VALUE} if nothing waits. */
  synchronized long waitTime(int perHour, long now) {
    if (letters.isEmpty()) {
      return Long.MAX_VALUE;
    }
    while (!sentWithinTheHour.isEmpty() && now - sentWithinTheHour.peekFirst() >= HOUR) {
      sentWithinTheHour.removeFirst();
    }
    long limited = 0;
    if (sentWithinTheHour.size() >= perHour) {
      Iterator<Long> oldest = sentWithinTheHour.iterator();
      long frees = oldest.next();
      for (int i = sentWithinTheHour.size(); i > perHour; i--) {
        frees = oldest.next();
      }
      limited = frees + HOUR - now;
    }
    long earliest = letters.stream().mapToLong(letter -> letter.notBefore - now).min().orElse(0);
    return Math.max(0, Math.max(limited, earliest));
  }

  /**
   * A part was sent.
   *
   * @param parts how many the message has
   * @return whether that was the last one
   */
  synchronized boolean sent(Letter letter, int parts, long now) {
    sentWithinTheHour.addLast(now);
    letter.nextPart++;
    letter.attempts = 0;
    return letter.nextPart >= parts && letters.remove(letter);
  }

  /**
   * A part was not sent.
   *
   * @return whether it is tried again
   */
  synchronized boolean failed(Letter letter, int retries, long now) {
    letter.attempts++;
    if (letter.attempts > retries) {
      letters.remove(letter);
      return false;
    }
    letter.notBefore = now + letter.attempts * RETRY.toNanos();
    return true;
  }

  /** There is no network; it is tried again, and that counts as no attempt. */
  synchronized void hold(Letter letter, long now) {
    letter.notBefore = now + HOLD.toNanos();
  }

  /** It cannot be sent at all. */
  synchronized void drop(Letter letter) {
    letters.remove(letter);
  }

  synchronized int size() {
    return letters.size();
  }

  synchronized int clear() {
    int cleared = letters.size();
    letters.clear();
    return cleared;
  }
}
