/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;

/**
 * The payloads of a queue, and where they are. From the front:
 *
 * <pre>
 *  taken ─ ready ─ spilled ─ tail
 * </pre>
 *
 * <p>The first two are in memory; spilled ones are on disk only, and come to the end of the ready
 * ones when there is room; the tail is in memory and not on disk yet. Without a disk nothing spills
 * and the tail is empty.
 *
 * <p>Not thread-safe: guarded by the queue's lock.
 */
final class Backlog {
  /** So many bytes are ready in memory; what waits behind them lies on disk only. */
  static final long WINDOW = 1024 * 1024;

  /** With HOLD_BACK, what was read already may exceed the limits by this share of them. */
  private static final int RESERVE_DIVISOR = 4;

  private final ArrayDeque<Entry> taken = new ArrayDeque<>();
  private final ArrayDeque<Entry> tail = new ArrayDeque<>();
  private ArrayDeque<Entry> ready = new ArrayDeque<>();
  private long spilledPayloads;
  private long spilledBytes;
  private QueueLimits limits;
  private long memoryBytes;
  private GoneSet freshGone = new GoneSet();

  private boolean isReleased;
  private boolean isTold;
  private boolean isBound;
  private long lastTold;
  private long lastLogNumber;

  private long bytes;
  private long readyBytes;
  private long unwritten;
  private long unwrittenBytes;
  private long earlyUnwritten;

  private long removed;
  private long droppedOldest;
  private long droppedNewest;
  private long droppedExpired;
  private long refusedTooLarge;

  // Written under the lock, and read without it.
  private volatile long sequence;
  private volatile long settled;

  /**
   * @param memoryBytes the most bytes that are in memory only
   */
  Backlog(QueueLimits limits, long memoryBytes) {
    this.limits = limits;
    this.memoryBytes = memoryBytes;
  }

  /** How many payloads were offered. Any thread. */
  long sequence() {
    return sequence;
  }

  /** Up to which offer payloads can be taken, or have left. Any thread. */
  long settled() {
    return settled;
  }

  QueueLimits limits() {
    return limits;
  }

  long payloads() {
    return (long) taken.size() + ready.size() + spilledPayloads + tail.size();
  }

  long bytes() {
    return bytes;
  }

  /** Payloads that a power cut would take. */
  long unwritten() {
    return unwritten;
  }

  long tailBytes() {
    return tail.isEmpty() ? 0 : unwrittenBytes;
  }

  /** Whether payloads can be taken that a power cut would take. */
  boolean hasEarly() {
    return earlyUnwritten > 0;
  }

  long removed() {
    return removed;
  }

  long droppedOldest() {
    return droppedOldest;
  }

  long droppedNewest() {
    return droppedNewest;
  }

  long droppedExpired() {
    return droppedExpired;
  }

  long refusedTooLarge() {
    return refusedTooLarge;
  }

  void limit(QueueLimits newLimits) {
    limits = newLimits;
    makeRoom(0, 0);
  }

  void memoryBytes(long newMemoryBytes) {
    memoryBytes = newMemoryBytes;
    makeRoom(0, 0);
  }

  SendResult offer(byte[] payload, long now) {
    if (payload.length > limits.maxBytes()) {
      refusedTooLarge++;
      return SendResult.TOO_LARGE;
    }
    makeRoom(1, payload.length);
    if (limits.overflow() != Overflow.DROP_OLDEST && !fits(1, payload.length, true)) {
      droppedNewest++;
      return SendResult.QUEUE_FULL;
    }
    tail.addLast(new Entry(payload, now, sequence + 1));
    sequence = sequence + 1;
    bytes += payload.length;
    unwritten++;
    unwrittenBytes += payload.length;
    if (isReleased) {
      settled = sequence;
      advance(List.of());
    }
    return SendResult.ACCEPTED;
  }

  /** Whether whoever reads a meter may read on. */
  boolean hasRoom() {
    return limits.overflow() != Overflow.HOLD_BACK || fits(1, 1, false);
  }

  void take(Deque<StoredPayload> batch, int room) {
    int left = room;
    for (Entry next = ready.peekFirst();
        next != null && (next.length() <= left || batch.isEmpty());
        next = ready.peekFirst()) {
      ready.removeFirst();
      readyBytes -= next.length();
      taken.addLast(next);
      tell(next);
      batch.addLast(new StoredPayload(next.number, next.bytes));
      left -= next.length();
    }
    if (ready.isEmpty()) {
      ready = new ArrayDeque<>(); // One that was large once would stay so.
    }
  }

  private void tell(Entry entry) {
    isTold = true;
    if (entry.number == 0) {
      entry.number = isBound ? logNumber(entry) : ++lastTold;
    }
  }

  private long logNumber(Entry entry) {
    if (entry.logNumber == 0) {
      entry.logNumber = ++lastLogNumber;
    }
    return entry.logNumber;
  }

  void putBack(long from) {
    while (!taken.isEmpty() && taken.peekLast().number >= from) {
      Entry entry = taken.removeLast();
      ready.addFirst(entry);
      readyBytes += entry.length();
    }
    makeRoom(0, 0);
  }

  void remove(long upTo) {
    while (!taken.isEmpty() && taken.peekFirst().number <= upTo) {
      leave(taken.removeFirst(), true);
      removed++;
    }
  }

  /** Drops what waits for longer than it may. */
  void expire(long now) {
    long maxAge = limits.maxAge().toNanos();
    if (maxAge == 0) {
      return;
    }
    while (!ready.isEmpty() && now - ready.peekFirst().born > maxAge) {
      dropReady();
      droppedExpired++;
    }
  }

  private void dropReady() {
    Entry entry = ready.removeFirst();
    readyBytes -= entry.length();
    leave(entry, taken.isEmpty());
  }

  /**
   * @param isOldest whether all before it have left
   */
  private void leave(Entry entry, boolean isOldest) {
    entry.gone = true;
    bytes -= entry.length();
    if (!entry.onDisk) {
      notUnwritten(entry);
    }
    if (entry.logNumber == 0) {
      return; // The log does not know it.
    }
    if (isOldest && isBound) {
      freshGone.raise(entry.logNumber);
    } else {
      freshGone.add(entry.logNumber, entry.logNumber);
    }
  }

  private void notUnwritten(Entry entry) {
    unwritten--;
    unwrittenBytes -= entry.length();
    if (entry.early) {
      entry.early = false;
      earlyUnwritten--;
    }
  }

  private boolean fits(int morePayloads, int moreBytes, boolean withReserve) {
    boolean reserve = withReserve && limits.overflow() == Overflow.HOLD_BACK;
    return payloads() + morePayloads <= most(limits.maxPayloads(), reserve)
        && bytes + moreBytes <= most(limits.maxBytes(), reserve)
        && fitsMemory(moreBytes, reserve);
  }

  private boolean fitsMemory(int moreBytes, boolean reserve) {
    return unwritten == 0 || unwrittenBytes + moreBytes <= most(memoryBytes, reserve);
  }

  private static long most(long limit, boolean reserve) {
    return reserve ? limit + limit / RESERVE_DIVISOR : limit;
  }

  /** Drops the oldest payloads, as far as they are in memory, until more fit. */
  private void makeRoom(int morePayloads, int moreBytes) {
    while (limits.overflow() == Overflow.DROP_OLDEST && !fits(morePayloads, moreBytes, false)) {
      if (!ready.isEmpty()) {
        dropReady();
      } else if (!tail.isEmpty() && (spilledPayloads == 0 || !fitsMemory(moreBytes, false))) {
        leave(tail.removeFirst(), false);
        if (tail.isEmpty()) {
          settled = sequence;
        }
      } else {
        return; // The oldest ones are on disk only: they are loaded first, and dropped then.
      }
      droppedOldest++;
    }
  }

  /** Whether payloads must be loaded, in order to be dropped. */
  private boolean isOverfull() {
    return limits.overflow() == Overflow.DROP_OLDEST && !fits(0, 0, false);
  }

  /** How many bytes of spilled payloads should be loaded; 0 for none. */
  long loadable() {
    if (spilledPayloads == 0) {
      return 0;
    }
    boolean wanted = readyBytes < WINDOW / 2 || isOverfull();
    return wanted ? Math.max(1, WINDOW - readyBytes) : 0;
  }

  /** Spilled payloads are in memory. */
  void loaded(List<Entry> entries) {
    for (Entry entry : entries) {
      entry.onDisk = true;
      ready.addLast(entry);
      readyBytes += entry.length();
      spilledPayloads--;
      spilledBytes -= entry.length();
    }
    makeRoom(0, 0);
  }

  /** So many are spilled, since others turned out to be damaged. */
  void correctSpilled(long payloads, long payloadBytes) {
    bytes -= spilledBytes - payloadBytes;
    spilledPayloads = payloads;
    spilledBytes = payloadBytes;
    advance(List.of()); // What is on disk does not wait here.
  }

  /**
   * Payloads that are to be written, oldest first; they have numbers in the log from now on.
   *
   * @param atMost how many bytes; one payload is given always
   */
  List<Entry> nextBatch(long atMost) {
    List<Entry> batch = new ArrayList<>();
    long left = atMost;
    if (earlyUnwritten > 0) {
      left = addUnwritten(taken, batch, left);
      left = addUnwritten(ready, batch, left);
    }
    addUnwritten(tail, batch, left);
    batch.forEach(this::logNumber);
    return batch;
  }

  private static long addUnwritten(Deque<Entry> from, List<Entry> batch, long atMost) {
    long left = atMost;
    Iterator<Entry> each = from.iterator();
    while (each.hasNext() && left > 0) {
      Entry entry = each.next();
      if (!entry.onDisk) {
        batch.add(entry);
        left -= entry.length();
      }
    }
    return left;
  }

  /**
   * Those of a batch up to a number survive a power cut.
   *
   * @param spilled gets the ones that are on disk only from now on
   */
  void written(List<Entry> batch, long upTo, List<Entry> spilled) {
    for (Entry entry : batch) {
      if (entry.logNumber > upTo) {
        break;
      }
      if (!entry.gone) {
        notUnwritten(entry);
        entry.onDisk = true;
      }
      settled = Math.max(settled, entry.sequence);
    }
    advance(spilled);
  }

  /** Moves settled payloads from the tail to where they belong. */
  private void advance(List<Entry> spilled) {
    for (Entry entry = tail.peekFirst();
        entry != null && entry.sequence <= settled;
        entry = tail.peekFirst()) {
      boolean hasRoom = ready.isEmpty() || readyBytes + entry.length() <= WINDOW;
      if (spilledPayloads == 0 && (hasRoom || !entry.onDisk)) {
        tail.removeFirst();
        ready.addLast(entry);
        readyBytes += entry.length();
        if (!entry.onDisk) {
          entry.early = true;
          earlyUnwritten++;
        }
      } else if (entry.onDisk) {
        tail.removeFirst();
        spilledPayloads++;
        spilledBytes += entry.length();
        spilled.add(entry);
      } else {
        return; // It waits in memory behind those that wait on disk.
      }
    }
  }

  /** Payloads wait for no disk from now on. */
  void release() {
    isReleased = true;
    settled = sequence;
    advance(List.of());
  }

  /** Payloads that are offered from now on wait for the disk. */
  void holdForDisk() {
    isReleased = false;
  }

  /** Somebody was told what the numbers belong to. */
  void tellStream() {
    isTold = true;
  }

  /** Whether numbers are those of the log. */
  boolean isBound() {
    return isBound;
  }

  /**
   * The log is open.
   *
   * @param numbersFrom the number before the first new one in the log
   * @param payloads what waits in the log; it comes ahead of all that nobody has seen
   * @return how many payloads were seen before and get the first numbers
   */
  long opened(long numbersFrom, long payloads, long payloadBytes) {
    isBound = !isTold;
    lastLogNumber = numbersFrom;
    if (payloads > 0) {
      while (!ready.isEmpty() && ready.peekLast().number == 0) {
        Entry entry = ready.removeLast();
        readyBytes -= entry.length();
        entry.early = false;
        earlyUnwritten--;
        tail.addFirst(entry);
      }
      spilledPayloads = payloads;
      spilledBytes = payloadBytes;
      bytes += payloadBytes;
    }
    taken.forEach(this::logNumber);
    ready.forEach(this::logNumber);
    return lastLogNumber - numbersFrom;
  }

  boolean hasFreshGone() {
    return !freshGone.isEmpty();
  }

  /** What has left since the last call. */
  GoneSet takeFreshGone() {
    GoneSet taken = freshGone;
    freshGone = new GoneSet();
    return taken;
  }
}
