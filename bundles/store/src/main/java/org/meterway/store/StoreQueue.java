/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.RateLimit;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.store.StoredPayload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue, with a disk behind it or without. Thread-safe; the lock is held for a few instructions
 * only, never while the disk works. What the disk does is done by the store's threads, in {@link
 * QueueDuty}.
 */
final class StoreQueue implements PayloadQueue {
  /** What the queue has of the disk. */
  enum Phase {
    /** It is not known yet. */
    OPENING,
    /** What is committed survives a power cut. */
    DURABLE,
    /** The disk is away; it goes on in memory until the disk is back. */
    DEGRADED,
    /** There shall be none. */
    MEMORY
  }

  /**
   * What a queue needs of its store.
   *
   * @param nanoTime the time, as {@link System#nanoTime}
   * @param wake lets a thread of the store look at the queue
   * @param onClose the queue is closed
   */
  record Surroundings(
      LongSupplier nanoTime, Runnable wake, Runnable onClose, StoreStatistics statistics) {}

  private static final Logger LOG = LoggerFactory.getLogger(StoreQueue.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final String name;
  private final Surroundings surroundings;
  private final RateLimit failureLog;
  private final RateLimit restorationLog;

  // Guarded by the lock.
  private final Backlog backlog;
  private UUID stream = UUID.randomUUID();
  private long highestEarlierNumber;
  private Phase phase;
  private Duration diskTimeout;
  private String reason = "";
  private String unreadable = "";
  private String damage = "";
  private long damaged;
  private boolean isRenewed;
  private boolean isClosed;
  private boolean isFinished;
  private boolean isLeft;
  private boolean isCommitWanted;
  private long commitWantedSince;

  /**
   * @param durable whether there is a disk
   */
  StoreQueue(
      String name,
      QueueLimits limits,
      boolean durable,
      long memoryBytes,
      Duration diskTimeout,
      Surroundings surroundings) {
    this.name = name;
    this.surroundings = surroundings;
    this.diskTimeout = diskTimeout;
    failureLog = new RateLimit(surroundings.nanoTime());
    restorationLog = new RateLimit(surroundings.nanoTime());
    backlog = new Backlog(limits, memoryBytes);
    phase = durable ? Phase.OPENING : Phase.MEMORY;
    if (!durable) {
      backlog.release();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void limit(QueueLimits limits) {
    lock.lock();
    try {
      backlog.limit(limits);
      signalAll();
    } finally {
      lock.unlock();
    }
    surroundings.wake().run();
  }

  void configure(long memoryBytes, Duration newDiskTimeout) {
    lock.lock();
    try {
      backlog.memoryBytes(memoryBytes);
      diskTimeout = newDiskTimeout;
      signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SendResult offer(byte[] payload) {
    if (payload.length == 0) {
      return SendResult.EMPTY;
    }
    lock.lock();
    try {
      if (isClosed) {
        return SendResult.CLOSED;
      }
      long now = surroundings.nanoTime().getAsLong();
      expireInMemory(now);
      return backlog.offer(payload, now);
    } finally {
      lock.unlock();
    }
  }

  /** Otherwise the store's threads do it. */
  private void expireInMemory(long now) {
    if (phase == Phase.MEMORY) {
      backlog.expire(now);
    }
  }

  @Override
  public boolean isCommitDue() {
    return backlog.settled() < backlog.sequence();
  }

  @Override
  public void commit() {
    if (!isCommitDue()) {
      return;
    }
    boolean news = false;
    lock.lock();
    try {
      long target = backlog.sequence();
      if (backlog.settled() >= target || isFinished) {
        return;
      }
      surroundings.statistics().count(StoreCounter.COMMITS, 1);
      requestCommit();
      if (!await(() -> backlog.settled() >= target || isFinished)) {
        news = giveUp(noAnswer());
      }
    } finally {
      lock.unlock();
    }
    tell(news);
  }

  /** Asks for what {@link #commit} waits for. */
  void requestCommit() {
    lock.lock();
    try {
      if (!isCommitWanted) {
        isCommitWanted = true;
        commitWantedSince = surroundings.nanoTime().getAsLong();
        surroundings.wake().run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A condition that the store's threads bring about. */
  @FunctionalInterface
  private interface Awaited {
    boolean holds();
  }

  /**
   * Waits as long as the disk may take, whatever interrupts; {@code false} if that was too long.
   */
  private boolean await(Awaited awaited) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + diskTimeout.toNanos();
    try {
      while (!awaited.holds()) {
        long rest = deadline - System.nanoTime();
        if (rest <= 0) {
          return false;
        }
        try {
          progress.awaitNanos(rest);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String noAnswer() {
    return "the disk has not answered for " + diskTimeout.toMillis() + " ms";
  }

  /** Under the lock. Returns whether it is news. */
  private boolean giveUp(String why) {
    boolean news = phase != Phase.DEGRADED;
    phase = Phase.DEGRADED;
    reason = "payloads are in memory only: " + why;
    backlog.release();
    signalAll();
    return news;
  }

  /** Not under the lock: a log may write to the very disk that hangs. */
  private void tell(boolean news) {
    if (news) {
      surroundings.statistics().count(StoreCounter.DEGRADATIONS, 1);
      if (failureLog.permits()) {
        LOG.warn("{}: {}", name, reason());
      }
    }
  }

  @Override
  public boolean awaitRoom(Duration atMost) throws InterruptedException {
    long rest = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isClosed && !backlog.hasRoom()) {
        if (rest <= 0) {
          return false;
        }
        rest = room.awaitNanos(rest);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void take(Deque<StoredPayload> batch, int roomBytes) {
    boolean loadable;
    lock.lock();
    try {
      expireInMemory(surroundings.nanoTime().getAsLong());
      backlog.take(batch, roomBytes);
      loadable = backlog.loadable() > 0;
    } finally {
      lock.unlock();
    }
    if (loadable) {
      surroundings.wake().run();
    }
  }

  @Override
  public void putBack(long from) {
    lock.lock();
    try {
      backlog.putBack(from);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(long upTo) {
    lock.lock();
    try {
      backlog.remove(upTo);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public UUID stream() {
    boolean news = false;
    UUID told;
    lock.lock();
    try {
      if (!await(() -> phase != Phase.OPENING || isFinished)) {
        news = giveUp(noAnswer());
      }
      backlog.tellStream();
      told = stream;
    } finally {
      lock.unlock();
    }
    tell(news);
    return told;
  }

  @Override
  public long highestEarlierNumber() {
    lock.lock();
    try {
      return highestEarlierNumber;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void renewStream() {
    lock.lock();
    try {
      stream = UUID.randomUUID();
      isRenewed = true;
    } finally {
      lock.unlock();
    }
    surroundings.wake().run();
  }

  @Override
  public QueueStatus status() {
    lock.lock();
    try {
      expireInMemory(surroundings.nanoTime().getAsLong());
      return new QueueStatus(
          backlog.payloads(),
          backlog.bytes(),
          backlog.removed(),
          phase == Phase.OPENING || phase == Phase.DURABLE && !backlog.hasEarly(),
          problem(),
          backlog.droppedOldest(),
          backlog.droppedNewest(),
          backlog.droppedExpired(),
          backlog.refusedTooLarge(),
          damaged);
    } finally {
      lock.unlock();
    }
  }

  private String problem() {
    return Stream.of(reason, unreadable, damage)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  @Override
  public long close() {
    requestClose();
    lock.lock();
    try {
      if (isLeft) {
        return 0;
      }
      isLeft = true;
      await(() -> isFinished);
      isFinished = true;
      signalAll();
    } finally {
      lock.unlock();
    }
    surroundings.onClose().run();
    long lost = unwritten();
    surroundings.statistics().count(StoreCounter.LOST_AT_CLOSE, lost);
    return lost;
  }

  /** Accepts nothing more, and lets the store's threads finish. */
  void requestClose() {
    lock.lock();
    try {
      isClosed = true;
      isFinished |= phase == Phase.MEMORY;
      signalAll();
    } finally {
      lock.unlock();
    }
    surroundings.wake().run();
  }

  private void signalAll() {
    progress.signalAll();
    room.signalAll();
  }

  // What follows is for the store's threads, one at a time.

  /** What there is to write. */
  enum Work {
    NONE,
    /** Somebody waits for it. */
    WANTED,
    /** Nobody waits, but it should not wait for long. */
    SOON
  }

  /**
   * What is to be written.
   *
   * @param entries payloads, oldest first
   * @param gone what has left
   * @param renewed the new stream, or {@code null} for the old one
   */
  record Batch(List<Entry> entries, GoneSet gone, UUID renewed) {
    boolean isEmpty() {
      return entries.isEmpty() && gone.isEmpty() && renewed == null;
    }
  }

  Phase phase() {
    lock.lock();
    try {
      return phase;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param commitDelay for how long payloads are gathered, in nanoseconds
   */
  Work work(long now, long commitDelay) {
    lock.lock();
    try {
      boolean catchesUp = phase == Phase.DURABLE && backlog.hasEarly();
      if (isRenewed || catchesUp || backlog.tailBytes() >= Backlog.WINDOW) {
        return Work.WANTED;
      }
      if (isCommitWanted) {
        return now - commitWantedSince >= commitDelay ? Work.WANTED : Work.NONE;
      }
      boolean dirty = backlog.hasFreshGone() || backlog.settled() < backlog.sequence();
      return dirty ? Work.SOON : Work.NONE;
    } finally {
      lock.unlock();
    }
  }

  /** When somebody's payloads have been gathered for long enough; far away where nobody waits. */
  long writeDueIn(long now, long commitDelay) {
    lock.lock();
    try {
      if (work(now, commitDelay) == Work.WANTED) {
        return 0;
      }
      return isCommitWanted ? commitWantedSince + commitDelay - now : Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  Batch nextBatch(long atMost) {
    lock.lock();
    try {
      isCommitWanted = false;
      UUID renewed = isRenewed && backlog.isBound() ? stream : null;
      isRenewed = false;
      return new Batch(backlog.nextBatch(atMost), backlog.takeFreshGone(), renewed);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The log is open, be it for reading only until the disk can be written to.
   *
   * @return how many payloads that were seen already get the first numbers of the log
   */
  long opened(Journal journal, String problem) {
    lock.lock();
    try {
      long seen =
          backlog.opened(journal.numbersFrom(), journal.spilledPayloads(), journal.spilledBytes());
      if (backlog.isBound()) {
        stream = journal.stream();
        highestEarlierNumber = journal.numbersFrom();
      }
      damaged += journal.takeDamaged();
      damage = problem;
      if (phase == Phase.OPENING && journal.hasBegun()) {
        phase = Phase.DURABLE; // Otherwise first what is in memory only has to be written.
      }
      signalAll();
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Entries of the batch up to a number of the log survive a power cut.
   *
   * @param complete whether the whole batch was written
   * @return those that are on disk only from now on
   */
  List<Entry> written(Batch batch, long upTo, boolean complete) {
    List<Entry> spilled = new ArrayList<>();
    boolean restored = false;
    lock.lock();
    try {
      if (complete && phase == Phase.DEGRADED) {
        restored = true;
        phase = Phase.DURABLE;
        reason = "";
        backlog.holdForDisk();
      }
      isRenewed |= !complete && batch.renewed() != null;
      backlog.written(batch.entries(), upTo, spilled);
      if (!isCommitWanted && backlog.settled() < backlog.sequence() && lock.hasWaiters(progress)) {
        isCommitWanted = true; // Of those who came while the disk worked.
        commitWantedSince = surroundings.nanoTime().getAsLong();
      }
      signalAll();
    } finally {
      lock.unlock();
    }
    if (restored) {
      surroundings.statistics().count(StoreCounter.RESTORATIONS, 1);
      if (restorationLog.permits()) {
        LOG.info("{}: payloads are kept on disk again", name);
      }
    }
    return spilled;
  }

  /** The disk failed: the queue goes on in memory. */
  void giveUpDisk(String why) {
    boolean news;
    lock.lock();
    try {
      news = giveUp(why);
    } finally {
      lock.unlock();
    }
    tell(news);
  }

  String reason() {
    lock.lock();
    try {
      return reason;
    } finally {
      lock.unlock();
    }
  }

  boolean isCommitWanted() {
    lock.lock();
    try {
      return isCommitWanted;
    } finally {
      lock.unlock();
    }
  }

  Duration maxAge() {
    lock.lock();
    try {
      return backlog.limits().maxAge();
    } finally {
      lock.unlock();
    }
  }

  /** Payloads that are in memory only. */
  long unwritten() {
    lock.lock();
    try {
      return backlog.unwritten();
    } finally {
      lock.unlock();
    }
  }

  long loadable() {
    lock.lock();
    try {
      return backlog.loadable();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Payloads were read back.
   *
   * @param problem what turned out to be damaged; empty for nothing
   */
  void loaded(List<Entry> entries, Journal journal, String problem) {
    lock.lock();
    try {
      backlog.loaded(entries);
      backlog.correctSpilled(journal.spilledPayloads(), journal.spilledBytes());
      damaged += journal.takeDamaged();
      unreadable = "";
      if (!problem.isEmpty()) {
        damage = problem;
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Payloads wait on a disk that cannot be read. */
  void unreadable(String why) {
    lock.lock();
    try {
      unreadable = "payloads wait that cannot be read: " + why;
    } finally {
      lock.unlock();
    }
  }

  void expire(long now) {
    lock.lock();
    try {
      backlog.expire(now);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody need wait any more. */
  void finished() {
    lock.lock();
    try {
      isFinished = true;
      signalAll();
    } finally {
      lock.unlock();
    }
  }
}
