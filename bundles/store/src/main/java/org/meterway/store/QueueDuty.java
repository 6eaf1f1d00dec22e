/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.RateLimit;
import org.meterway.api.store.QueueListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store's threads do for one queue: all that touches its files. */
final class QueueDuty implements Duty {
  /** Payloads that share a sync have at most so many bytes. */
  private static final long BATCH_BYTES = 4L * 1024 * 1024;

  /** What nobody waits for is written after so long. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(200);

  /** How often ages of payloads and what nobody waits for are looked at while nothing happens. */
  private static final long TICK = TimeUnit.SECONDS.toNanos(1);

  /** For so long after a write something may well have happened. */
  private static final long BUSY = TimeUnit.SECONDS.toNanos(2);

  /** How often it is looked whether the file is still there. */
  private static final long VERIFY = TimeUnit.SECONDS.toNanos(5);

  /**
   * While nothing is written the running time is noted at least each hundredth of the age limit.
   */
  private static final int AGE_STEPS = 100;

  private static final long SHORTEST_AGE_STEP = TimeUnit.MINUTES.toMillis(1);

  /** So often a file that cannot be read is tried. */
  private static final int MOST_READS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(QueueDuty.class);

  private final StoreQueue queue;
  private final QueueListener listener;
  private final StoreRoom room;
  private final LogFolder folder;
  private final RateLimit bugLog = new RateLimit();
  private final RateLimit listenerLog = new RateLimit();

  private Journal journal;
  private long journalOpened;
  private long retryAt;
  private long lastWrite;
  private long verifyAt;
  private long readAt;
  private int failedReads;
  private long lastNoted;
  private boolean isDone;

  QueueDuty(StoreQueue queue, QueueListener listener, StoreRoom room) {
    this.queue = queue;
    this.listener = listener;
    this.room = room;
    this.folder =
        new LogFolder(room.disk(), room.folder().resolve(FolderNames.encode(queue.name())));
    long now = room.nanoTime().getAsLong();
    retryAt = now;
    readAt = now;
    lastWrite = now - SOON;
    verifyAt = now + VERIFY;
  }

  StoreQueue queue() {
    return queue;
  }

  /** Whether the queue is closed and all is done. */
  @Override
  public boolean isDone() {
    return isDone;
  }

  int files() {
    Journal current = journal;
    return current == null ? 0 : current.files();
  }

  @Override
  public long round() {
    StoreOptions options = room.options();
    boolean closing = queue.isClosing();
    boolean news;
    try {
      news = work(options, closing);
    } catch (RuntimeException e) {
      if (bugLog.permits()) {
        LOG.error("{}: the store fails, and goes on in memory", queue.name(), e);
      }
      if (journal != null) {
        journal.fail();
      }
      failed("the store fails (" + e + ")", options);
      news = true;
    }
    if (closing) {
      close();
    }
    if (news) {
      tellListener();
    }
    return isDone ? Long.MAX_VALUE : due(options);
  }

  /** Returns whether payloads can be taken that nobody has heard of. */
  private boolean work(StoreOptions options, boolean closing) {
    boolean news = false;
    if (journal == null && (isDue(retryAt) || closing)) {
      news = open(options);
    }
    if (journal != null) {
      news |= write(options, closing);
      news |= readBack(options);
      verify();
    }
    return news;
  }

  private long now() {
    return room.nanoTime().getAsLong();
  }

  private boolean isDue(long time) {
    return now() - time >= 0;
  }

  private void tellListener() {
    try {
      listener.available();
    } catch (RuntimeException e) {
      if (listenerLog.permits()) {
        LOG.error("{}: whoever takes payloads fails to hear of them", queue.name(), e);
      }
    }
  }

  private boolean open(StoreOptions options) {
    try {
      room.opened(queue.name());
      IOException failure = room.tryEnsure();
      Journal read = read(failure, options);
      if (failure == null) {
        failure = begin(read);
      }
      if (failure != null && read.isEmpty()) {
        throw failure;
      }
      adopt(read, failure, options);
    } catch (IOException e) {
      LOG.debug("{}: the log does not open", queue.name(), e);
      failed(DiskReason.of(e), options);
    }
    return true;
  }

  /**
   * @param failure what is the reason where reading fails too, or {@code null}
   */
  private Journal read(IOException failure, StoreOptions options) throws IOException {
    try {
      Journal read =
          Journal.read(
              queue.name(),
              folder,
              options.segmentBytes(),
              room.secondsSince2024(),
              room.buffers(),
              room.statistics());
      journalOpened = now();
      lastNoted = read.startTime();
      return read;
    } catch (IOException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** Returns why it fails, or {@code null}. */
  private IOException begin(Journal read) {
    try {
      read.begin(read.startTime());
      return null;
    } catch (IOException e) {
      LOG.debug("{}: the log cannot be written to", queue.name(), e);
      return e;
    }
  }

  /**
   * What waits in the log can be taken from now on.
   *
   * @param failure why the log can be read only, or {@code null}
   */
  private void adopt(Journal read, IOException failure, StoreOptions options) {
    if (failure != null) {
      read.tellDamages();
    }
    long from = read.numbersFrom();
    long seen = queue.opened(read, String.join("; ", read.takeProblems()));
    read.hold(from + 1, from + seen);
    journal = read;
    if (read.spilledPayloads() > 0) {
      LOG.info(
          "{}: {} payloads of {} bytes wait from before",
          queue.name(),
          read.spilledPayloads(),
          read.spilledBytes());
    }
    if (failure != null) {
      failed(DiskReason.of(failure), options);
    }
  }

  private void failed(String reason, StoreOptions options) {
    retryAt = now() + options.retry().toNanos();
    queue.giveUpDisk(reason);
  }

  /** The queue's running time in milliseconds. */
  private long time(long nanoTime) {
    return journal.startTime() + TimeUnit.NANOSECONDS.toMillis(nanoTime - journalOpened);
  }

  /** Writes one group, or when the queue closes all that there is. */
  private boolean write(StoreOptions options, boolean closing) {
    boolean degraded = queue.phase() == StoreQueue.Phase.DEGRADED;
    if (degraded ? !closing && !isDue(retryAt) : !isWriteDue(options, closing)) {
      return false;
    }
    boolean news = false;
    do {
      boolean wanted = queue.isCommitWanted();
      StoreQueue.Batch batch = queue.nextBatch(BATCH_BYTES);
      if (batch.isEmpty() && !degraded) {
        break;
      }
      news |= !wanted && !batch.entries().isEmpty();
      if (!write(batch, degraded, options)) {
        return true;
      }
      degraded = false;
    } while (closing);
    lastWrite = now();
    return news;
  }

  /** Returns whether that worked. */
  private boolean write(StoreQueue.Batch batch, boolean degraded, StoreOptions options) {
    boolean written = false;
    try {
      journal.segmentBytes(options.segmentBytes());
      write(batch, degraded);
      spilled(queue.written(batch, Long.MAX_VALUE, true));
      written = true;
      journal.recycle();
      return true;
    } catch (IOException e) {
      LOG.debug("{}: writing fails", queue.name(), e);
      if (!written) {
        spilled(queue.written(batch, journal.lastNumber(), false));
      }
      journal.fail();
      failed(DiskReason.of(e), options);
      return false;
    }
  }

  private boolean isWriteDue(StoreOptions options, boolean closing) {
    return closing
        || switch (queue.work(now(), options.commitDelay().toNanos())) {
          case WANTED -> true;
          case SOON -> isDue(lastWrite + SOON);
          case NONE -> false;
        };
  }

  private void write(StoreQueue.Batch batch, boolean degraded) throws IOException {
    long time = time(now());
    journal.left(batch.gone());
    if (degraded) {
      room.ensure();
      if (!journal.hasBegun()) {
        journal.begin(time);
      }
      folder.create();
      journal.probe(time);
    }
    if (batch.renewed() != null) {
      journal.renew(batch.renewed(), time);
    }
    for (Entry entry : batch.entries()) {
      journal.append(entry.logNumber, time(entry.born), entry.bytes);
    }
    if (!batch.gone().isEmpty()) {
      journal.appendGone(batch.gone(), time);
      lastNoted = time;
    }
    if (batch.entries().isEmpty()) {
      journal.flush(); // What has left may be sent again after a power cut, which is allowed.
    } else {
      journal.sync();
      room.statistics().count(StoreCounter.GROUPS, 1);
      room.statistics().count(StoreCounter.PAYLOADS_WRITTEN, batch.entries().size());
      lastNoted = time;
    }
  }

  private void spilled(List<Entry> entries) {
    for (Entry entry : entries) {
      journal.spilled(entry.logNumber, entry.length());
    }
  }

  /** Loads what is due, and drops of it what is too old or too much, until enough is ready. */
  private boolean readBack(StoreOptions options) {
    boolean news = false;
    queue.expire(now());
    for (long wanted = queue.loadable(); wanted > 0 && isDue(readAt); wanted = queue.loadable()) {
      try {
        List<Journal.Payload> payloads = journal.load(wanted);
        failedReads = 0;
        news |= !payloads.isEmpty();
        loaded(payloads);
      } catch (IOException e) {
        LOG.debug("{}: reading fails", queue.name(), e);
        readAt = now() + options.retry().toNanos();
        queue.unreadable(DiskReason.of(e));
        if (++failedReads >= MOST_READS) {
          failedReads = 0;
          readAt = now();
          journal.giveUpReading(DiskReason.of(e));
          loaded(List.of());
        }
      }
      queue.expire(now());
    }
    return news;
  }

  private void loaded(List<Journal.Payload> payloads) {
    long now = now();
    long time = time(now);
    List<Entry> entries = new ArrayList<>(payloads.size());
    for (Journal.Payload payload : payloads) {
      long age = TimeUnit.MILLISECONDS.toNanos(Math.max(0, time - payload.time()));
      Entry entry = new Entry(payload.bytes(), now - age, 0);
      entry.logNumber = payload.number();
      entries.add(entry);
    }
    queue.loaded(entries, journal, String.join("; ", journal.takeProblems()));
  }

  private void verify() {
    if (!isDue(verifyAt) || queue.phase() != StoreQueue.Phase.DURABLE) {
      return;
    }
    verifyAt = now() + VERIFY;
    try {
      journal.verify();
      noteTime();
    } catch (IOException e) {
      journal.fail();
      failed(DiskReason.of(e), room.options());
    }
  }

  /** So that what waits grows older over restarts, even where nothing else is written. */
  private void noteTime() throws IOException {
    Duration maxAge = queue.maxAge();
    long step = Math.max(SHORTEST_AGE_STEP, maxAge.toMillis() / AGE_STEPS);
    long time = time(now());
    if (!maxAge.isZero() && time - lastNoted >= step && queue.status().payloads() > 0) {
      lastNoted = time;
      journal.appendGone(new GoneSet(), time);
      journal.flush();
    }
  }

  private void close() {
    if (journal != null) {
      try {
        journal.close();
      } catch (IOException e) {
        LOG.warn("{}: closing fails: {}", queue.name(), DiskReason.of(e));
      }
      room.leftBehind(queue.name(), queue.status().payloads() - queue.unwritten());
      journal = null;
    }
    isDone = true;
    queue.finished();
  }

  private long due(StoreOptions options) {
    long now = now();
    long due = TICK;
    if (journal != null && queue.phase() == StoreQueue.Phase.DURABLE) {
      due = Math.min(due, queue.writeDueIn(now, options.commitDelay().toNanos()));
    }
    if (now - lastWrite < BUSY) {
      due = Math.min(due, SOON);
    }
    if (journal == null || queue.phase() == StoreQueue.Phase.DEGRADED) {
      due = Math.min(due, retryAt - now);
    }
    return Math.max(0, due);
  }
}
