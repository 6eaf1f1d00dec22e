/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one queue: payloads and what has left, appended to the newest segment; segments that
 * nobody needs any more are used again. For one thread at a time.
 *
 * <p>After a failure nothing is appended behind what may be torn: the next record begins a new
 * segment.
 */
final class Journal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /**
   * A payload that was read back.
   *
   * @param number its number in this log
   * @param time the queue's running time in milliseconds when it was offered
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, not copied.
  record Payload(long number, long time, byte[] bytes) {}

  private final String queue;
  private final LogFolder folder;
  private final Buffers buffers;
  private final StoreStatistics statistics;
  private final List<Segment> segments;
  private final GoneSet gone;
  private final long startTime;
  private final List<String> problems = new ArrayList<>();
  private final List<Damage> unmended = new ArrayList<>();
  private final LogCursor cursor;

  /** Of so many of the first that are not mended it was told. */
  private int told;

  private boolean hasBegun;

  private UUID stream;
  private int run;
  private long lastId;
  private long lastTried;
  private long lastNumber;
  private long lastAppended;
  private long segmentBytes;
  private SegmentWriter writer;
  private boolean goneChanged;
  private long damaged;

  private Journal(
      String queue,
      LogFolder folder,
      RecoveredLog log,
      long segmentBytes,
      Buffers buffers,
      StoreStatistics statistics) {
    this.queue = queue;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.buffers = buffers;
    this.statistics = statistics;
    segments = log.segments;
    gone = log.gone;
    stream = log.stream == null ? UUID.randomUUID() : log.stream;
    lastId = log.lastId;
    lastNumber = log.lastNumber;
    lastAppended = lastNumber;
    startTime = log.time;
    cursor = new LogCursor(folder, segments, gone);
  }

  /**
   * Reads the log in a folder, and chooses a new run. Writes nothing: what waits can be {@link
   * #load}ed, and nothing be appended before {@link #begin}.
   *
   * @param seconds the clock's seconds since 2024
   */
  static Journal read(
      String queue,
      LogFolder folder,
      long segmentBytes,
      long seconds,
      Buffers buffers,
      StoreStatistics statistics)
      throws IOException {
    RecoveredLog log = Recovery.read(folder);
    Journal journal = new Journal(queue, folder, log, segmentBytes, buffers, statistics);
    journal.unmended.addAll(log.damages);
    int known = Math.max(log.run, Numbers.run(log.lastNumber));
    journal.run = Numbers.nextRun(known, seconds);
    return journal;
  }

  /** Whether there is a log at all. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Whether this run is on disk. */
  boolean hasBegun() {
    return hasBegun;
  }

  /**
   * Makes the folder where there is none, sets aside what is damaged, and begins the run that was
   * chosen. After a failure this can be called again.
   *
   * @param time the queue's running time in milliseconds
   */
  void begin(long time) throws IOException {
    folder.create();
    folder.dropUnfinished();
    checkUnchanged();
    while (!unmended.isEmpty()) {
      mendFirst();
    }
    List<String> foreign = folder.foreign();
    if (!foreign.isEmpty()) {
      LOG.warn("{}: {} holds files that are not the store's: {}", queue, folder.path(), foreign);
    }
    syncNewest();
    if (!goneChanged) {
      retire(newest()); // It is what says that payloads have left.
    }
    shorten();
    roll(run, 0, time);
    hasBegun = true;
    retire(newest());
  }

  /** It may have been another disk that was read. */
  private void checkUnchanged() throws IOException {
    for (long id : folder.ids()) {
      if (id > Math.max(lastId, lastTried)) {
        throw new IOException(folder.path(id) + " was not there when the queue was opened");
      }
    }
  }

  private void mendFirst() throws IOException {
    Damage damage = unmended.get(0);
    if (damage.kind() == Damage.Kind.TORN) {
      LOG.info("{}: {}", queue, damage.words());
      markGaps(damage);
    } else {
      String outcome = mend(damage);
      if (told == 0) {
        tell(damage, outcome);
      } else {
        told--;
        LOG.warn("{}: {}{}", queue, damage.words(), outcome);
      }
    }
    unmended.remove(0);
  }

  /** Tells of what is damaged, though it can be mended only when the run can begin. */
  void tellDamages() {
    unmended.sort(Comparator.comparing(damage -> damage.kind() == Damage.Kind.TORN));
    for (Damage damage : unmended.subList(told, unmended.size())) {
      if (damage.kind() != Damage.Kind.TORN) {
        tell(damage, "");
        told++;
      }
    }
  }

  /** What the numbers belong to. */
  UUID stream() {
    return stream;
  }

  /** The number before the first one of this run. */
  long numbersFrom() {
    return Numbers.first(run) - 1;
  }

  /** The queue's running time in milliseconds when the log was opened. */
  long startTime() {
    return startTime;
  }

  /** All up to this number that were appended survive a power cut. */
  long lastNumber() {
    return lastNumber;
  }

  long spilledPayloads() {
    return segments.stream().mapToLong(segment -> segment.spilledPayloads).sum();
  }

  long spilledBytes() {
    return segments.stream().mapToLong(segment -> segment.spilledBytes).sum();
  }

  int files() {
    return segments.size();
  }

  /** Payloads that turned out to be damaged since the last call. */
  long takeDamaged() {
    long count = damaged;
    damaged = 0;
    return count;
  }

  /** What turned out to be damaged since the last call, for people. */
  List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /** The size of segments from the next one on. */
  void segmentBytes(long bytes) {
    segmentBytes = bytes;
  }

  /** Numbers belong to another stream from now on. */
  void renew(UUID newStream, long time) throws IOException {
    stream = newStream;
    roll(run, 0, time);
  }

  void append(long number, long time, byte[] payload) throws IOException {
    boolean fits = writer != null && writer.fits(payload.length);
    if (!fits || Numbers.run(number) != run) {
      roll(Numbers.run(number), payload.length, time);
    }
    writer.append(RecordHeader.PAYLOAD, number, time, payload);
    lastAppended = number;
  }

  /** Payloads have left; the next segment says so, if nothing does before. */
  void left(GoneSet fresh) {
    gone.addAll(fresh);
    goneChanged |= !fresh.isEmpty();
  }

  /** Notes in the log that payloads have {@link #left}. */
  void appendGone(GoneSet fresh, long time) throws IOException {
    byte[] body = fresh.encode();
    if (writer == null || !writer.fits(body.length)) {
      roll(run, 0, time); // The new segment begins with all that have left.
    } else {
      writer.append(RecordHeader.GONE, lastAppended, time, body);
    }
  }

  /** Tries the disk. */
  void probe(long time) throws IOException {
    appendGone(new GoneSet(), time);
    sync();
  }

  /** Hands all that was appended to the operating system; it survives the end of the process. */
  void flush() throws IOException {
    if (writer != null) {
      writer.flush();
    }
  }

  /** Returns when all that was appended survives a power cut. */
  void sync() throws IOException {
    if (writer != null) {
      writer.sync();
      lastNumber = Math.max(lastNumber, writer.segment().lastNumber);
    }
  }

  /** Takes out the segments that nobody needs, once the disk knows that nobody does. */
  void recycle() throws IOException {
    if (!goneChanged) {
      return;
    }
    goneChanged = false;
    Segment newest = newest();
    for (Segment segment : segments) {
      if (segment != newest && segment.isSpent(gone)) {
        sync();
        retire(newest);
        return;
      }
    }
  }

  /** {@code null} where there is none. */
  private Segment newest() {
    return segments.isEmpty() ? null : segments.get(segments.size() - 1);
  }

  private void retire(Segment kept) throws IOException {
    Iterator<Segment> each = segments.iterator();
    while (each.hasNext()) {
      Segment segment = each.next();
      if (segment != kept && segment.isSpent(gone)) {
        cursor.leave(segment);
        if (segment.unreadable) {
          setAside(segment.id);
        } else {
          folder.retire(segment.id, segment.size == segmentBytes);
        }
        each.remove();
      }
    }
    if (!segments.isEmpty()) {
      gone.raise(segments.get(0).previousNumber);
    }
  }

  private void setAside(long id) {
    try {
      LOG.warn("{}: moved {} to {}", queue, folder.path(id), folder.moveAside(id));
    } catch (IOException e) {
      LOG.warn("{}: cannot set {} aside: {}", queue, folder.path(id), DiskReason.of(e));
    }
  }

  private void syncNewest() throws IOException {
    if (!segments.isEmpty()) {
      try (DiskFile file = folder.open(newest().id, true)) {
        file.sync(false);
      }
    }
  }

  /** Gives back what an earlier run had laid out and not used. */
  private void shorten() throws IOException {
    for (Segment segment : segments) {
      if (segment.end < segment.size && segment.lastNumber != 0) {
        try (DiskFile file = folder.open(segment.id, true)) {
          file.truncate(segment.end);
          segment.size = segment.end;
        }
      }
    }
  }

  /**
   * Begins a new segment with room for a payload of this length. It counts from when its header and
   * what has left before are safe.
   */
  private void roll(int newRun, int length, long time) throws IOException {
    if (writer != null) {
      sync();
      writer.close();
      writer = null;
    }
    SegmentHeader.Sealed previous =
        segments.isEmpty() ? SegmentHeader.Sealed.NONE : segments.get(segments.size() - 1).sealed();
    long id = lastId + 1;
    SegmentHeader header = new SegmentHeader(id, stream, newRun, lastNumber, time, previous, false);
    byte[] left = gone.encode();
    long size =
        Math.max(
            segmentBytes,
            SegmentHeader.DATA_START
                + RecordHeader.total(left.length)
                + RecordHeader.total(length));
    Segment segment = new Segment(header, size);
    DiskFile file = folder.prepare(size, statistics);
    SegmentWriter newWriter = new SegmentWriter(segment, file, buffers, statistics);
    try {
      DiskFile.writeFully(file, ByteBuffer.wrap(header.encode()), 0);
      newWriter.append(RecordHeader.GONE, lastNumber, time, left);
      newWriter.sync();
      lastTried = id;
      folder.publish(id);
    } catch (IOException e) {
      newWriter.close();
      throw e;
    }
    writer = newWriter;
    segments.add(segment);
    lastId = id;
    run = newRun;
  }

  /** What was appended and not synced does not count; the next record begins a new segment. */
  void fail() {
    cursor.close();
    goneChanged = true;
    lastAppended = lastNumber;
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        LOG.debug("{}: closing a file failed after a failure", queue, e);
      }
      writer = null;
    }
  }

  /**
   * @throws IOException if the file that is written to is not there any more
   */
  void verify() throws IOException {
    if (writer != null && !folder.has(writer.segment().id)) {
      throw new IOException(folder.path(writer.segment().id) + " was deleted");
    }
  }

  /** A payload of the newest segments is nowhere but on disk from now on. */
  void spilled(long number, int length) {
    cursor.spilled(number, length);
  }

  /**
   * Payloads that are on disk and in memory, with some before and some behind them on disk only.
   */
  void hold(long from, long to) {
    cursor.hold(from, to);
  }

  /**
   * Reads payloads back, oldest first, of those that are nowhere else: so many bytes, and one
   * payload at least.
   */
  List<Payload> load(long atLeast) throws IOException {
    List<Payload> payloads = cursor.load(atLeast);
    cursor.takeDamages().forEach(this::found);
    return payloads;
  }

  /** Gives up the segment that cannot be read. */
  void giveUpReading(String reason) {
    cursor.giveUp(reason);
    cursor.takeDamages().forEach(this::found);
  }

  /** What reading back has found. */
  private void found(Damage damage) {
    if (hasBegun) {
      tell(damage, mend(damage));
    } else {
      tell(damage, "");
      unmended.add(told++, damage);
    }
  }

  private void tell(Damage damage, String outcome) {
    damaged += damage.missing();
    statistics.count(StoreCounter.DAMAGED, damage.missing());
    String missing = damage.missing() > 0 ? "; payloads missing: " + damage.missing() : "";
    String words = damage.words() + missing + outcome;
    LOG.error("{}: {}", queue, words);
    problems.add(words);
  }

  /** Returns what was done, for people. */
  private String mend(Damage damage) {
    String outcome = "";
    try {
      switch (damage.kind()) {
        case GAPS -> {
          outcome = "; a copy is " + folder.copyAside(damage.id());
          markGaps(damage);
          markDamaged(damage.id());
        }
        case HEADER -> {
          outcome = "; a copy is " + folder.copyAside(damage.id());
          writeHeader(damage.id());
        }
        case USELESS -> outcome = "; moved to " + folder.moveAside(damage.id());
        case TORN, MISSING -> {}
      }
    } catch (IOException e) {
      outcome += "; it could not be set aside: " + DiskReason.of(e);
    }
    if (damage.kind() == Damage.Kind.USELESS) {
      segments.removeIf(segment -> segment.id == damage.id());
    }
    return outcome;
  }

  /** So that the next opening does not find the same damage again. */
  private void markGaps(Damage damage) throws IOException {
    Segment segment =
        segments.stream().filter(each -> each.id == damage.id()).findFirst().orElseThrow();
    Checksum checksum = segment.checksum();
    try (DiskFile file = folder.open(damage.id(), true)) {
      for (SegmentReader.Gap gap : damage.gaps()) {
        int length = gap.to - gap.from - RecordHeader.BYTES;
        if (length >= 0) {
          byte[] mark = new byte[RecordHeader.BYTES];
          new RecordHeader(RecordHeader.SKIP, length, 0, 0, 0, 0).put(mark, checksum);
          DiskFile.writeFully(file, ByteBuffer.wrap(mark), gap.from);
        }
      }
      file.sync(false);
    }
  }

  /** What the next segment says of it is wrong now. The two copies are never torn at once. */
  private void markDamaged(long id) throws IOException {
    try (DiskFile file = folder.open(id, true)) {
      SegmentHeader header = SegmentHeader.decode(SegmentHeader.read(file));
      if (header != null && !header.isDamaged()) {
        byte[] marked = header.damaged().encode();
        for (int copy = 0; copy < marked.length; copy += SegmentHeader.COPY) {
          DiskFile.writeFully(file, ByteBuffer.wrap(marked, copy, SegmentHeader.COPY), copy);
          file.sync(false);
        }
      }
    }
  }

  /** Writes both copies of a header, of which one was left or none. */
  private void writeHeader(long id) throws IOException {
    try (DiskFile file = folder.open(id, true)) {
      SegmentHeader header = SegmentHeader.decode(SegmentHeader.read(file));
      byte[] both = (header == null ? guessedHeader(id) : header).encode();
      DiskFile.writeFully(file, ByteBuffer.wrap(both), 0);
      file.sync(false);
    }
  }

  private SegmentHeader guessedHeader(long id) {
    SegmentHeader.Sealed previous = SegmentHeader.Sealed.NONE;
    for (Segment segment : segments) {
      if (segment.id == id) {
        return new SegmentHeader(
            id, segment.stream, segment.run, segment.previousNumber, startTime, previous, true);
      }
      previous = segment.sealed();
    }
    throw new IllegalStateException("no segment " + id);
  }

  /** Makes all that was appended safe and closes the files. */
  @Override
  public void close() throws IOException {
    cursor.close();
    if (writer != null) {
      try {
        sync();
      } finally {
        writer.close();
        writer = null;
      }
    }
  }
}
