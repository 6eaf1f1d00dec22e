/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads the folder of a queue. Writes nothing. For one thread at a time.
 *
 * <p>Each segment's header says what the segment before it holds, and the newest segment says which
 * payloads have left. So only the newest one and those are read of which part has left; a queue of
 * gigabytes opens as fast as an empty one.
 */
final class Recovery {
  private final LogFolder folder;
  private final RecoveredLog log = new RecoveredLog();
  private final Map<Segment, SegmentHeader> headers = new HashMap<>();

  private Recovery(LogFolder folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException if the folder itself cannot be read
   */
  static RecoveredLog read(LogFolder folder) throws IOException {
    return new Recovery(folder).read();
  }

  private RecoveredLog read() throws IOException {
    readHeaders();
    if (!log.segments.isEmpty()) {
      boolean complete = readNewest();
      if (!complete) {
        for (Segment segment : List.copyOf(log.segments)) {
          scan(segment, this::noteGone);
        }
      }
      countPayloads(complete);
      lookForMissing();
      forgetTorn();
    }
    return log;
  }

  /**
   * What was written behind torn payloads may tell of their numbers, which are not to be looked for
   * when there are later ones.
   */
  private void forgetTorn() {
    long known = Numbers.first(Numbers.run(log.lastNumber)) - 1;
    for (Segment segment : log.segments) {
      known = Math.max(known, Math.max(segment.previousNumber, segment.lastNumber));
    }
    if (log.lastNumber > known) {
      log.gone.add(known + 1, log.lastNumber);
    }
  }

  private void readHeaders() throws IOException {
    List<Long> withoutHeader = new ArrayList<>();
    for (long id : folder.ids()) {
      log.lastId = id;
      try (DiskFile file = folder.open(id, false)) {
        byte[] start = SegmentHeader.read(file);
        SegmentHeader header = SegmentHeader.decode(start);
        if (header == null) {
          withoutHeader.add(id);
        } else if (header.id() != id) {
          useless(id, "is a copy of segment " + header.id() + ", or was renamed");
        } else {
          add(header, file.size());
          if (!SegmentHeader.isWhole(start)) {
            damaged(id, Damage.Kind.HEADER, "one copy of the header is damaged");
          }
        }
      } catch (AccessDeniedException e) {
        throw e; // Somebody will set the permissions right; nothing is damaged.
      } catch (IOException e) {
        useless(id, "cannot be read: " + DiskReason.of(e));
      }
    }
    for (long id : withoutHeader) {
      guessHeader(id);
    }
    log.segments.sort((one, other) -> Long.compare(one.id, other.id));
    for (Segment segment : log.segments) {
      log.stream = segment.stream;
      log.run = Math.max(log.run, segment.run);
      log.lastNumber = Math.max(log.lastNumber, segment.previousNumber);
    }
  }

  private void add(SegmentHeader header, long size) {
    Segment segment = new Segment(header, size);
    log.segments.add(segment);
    log.time = Math.max(log.time, header.time());
    headers.put(segment, header);
  }

  /**
   * Records can be read without their segment's header if they belong to a stream that is known.
   */
  private void guessHeader(long id) {
    Set<UUID> streams = new LinkedHashSet<>();
    log.segments.forEach(segment -> streams.add(segment.stream));
    for (UUID stream : streams) {
      try (DiskFile file = folder.open(id, false)) {
        SegmentReader reader =
            new SegmentReader(
                file, new Checksum(stream, id), SegmentHeader.DATA_START, Integer.MAX_VALUE);
        while (reader.next()) {
          long number = reader.header().number();
          if (reader.header().type() == RecordHeader.PAYLOAD) {
            add(
                new SegmentHeader(
                    id,
                    stream,
                    Numbers.run(number),
                    number - 1,
                    0,
                    SegmentHeader.Sealed.NONE,
                    true),
                file.size());
            damaged(id, Damage.Kind.HEADER, "the header is damaged");
            return;
          }
        }
      } catch (IOException e) {
        break;
      }
    }
    useless(id, "has no header");
  }

  private void damaged(long id, Damage.Kind kind, String words) {
    log.damages.add(new Damage(id, kind, List.of(), 0, folder.path(id) + ": " + words));
  }

  private void useless(long id, String words) {
    damaged(id, Damage.Kind.USELESS, words);
  }

  /** Whether the newest segment says all about the payloads that have left. */
  private boolean readNewest() {
    Segment newest = log.segments.get(log.segments.size() - 1);
    boolean[] complete = {false};
    boolean[] first = {true};
    scan(
        newest,
        reader -> {
          boolean isGone = reader.header().type() == RecordHeader.GONE;
          if (first[0] && isGone && reader.damage(0).isEmpty()) {
            complete[0] = true;
          }
          first[0] = false;
          noteGone(reader);
        });
    return complete[0];
  }

  private void noteGone(SegmentReader reader) {
    if (reader.header().type() == RecordHeader.GONE) {
      log.gone.decode(reader.body());
    }
  }

  private void countPayloads(boolean goneIsComplete) {
    for (int i = 0; i < log.segments.size(); i++) {
      Segment segment = log.segments.get(i);
      SegmentHeader next =
          i + 1 < log.segments.size() ? headers.get(log.segments.get(i + 1)) : null;
      boolean sealed = next != null && next.previous().id() == segment.id;
      if (sealed) {
        segment.end =
            Math.min(next.previous().end(), (int) Math.min(segment.size, Integer.MAX_VALUE));
        segment.payloads = next.previous().payloads();
        segment.bytes = next.previous().bytes();
        segment.lastNumber = segment.payloads == 0 ? 0 : next.previousNumber();
        if (goneIsComplete && segment.isSpent(log.gone)) {
          continue;
        }
        boolean whole = segment.end == next.previous().end() && !segment.isDamaged;
        if (goneIsComplete
            && whole
            && log.gone.isClearOf(segment.firstNumber(), segment.lastNumber)) {
          segment.spilledPayloads = segment.payloads;
          segment.spilledBytes = segment.bytes;
          continue;
        }
      }
      boolean isBounded = next != null && next.previous().id() != 0;
      count(
          segment,
          sealed ? next.previous().end() : 0,
          isBounded ? next.previousNumber() : Long.MAX_VALUE);
    }
  }

  /**
   * @param sealed where the segment ends if that is known, otherwise 0
   * @param highest what has a higher number was not made safe, and written again later
   */
  private void count(Segment segment, int sealed, long highest) {
    long[] last = {Math.max(segment.previousNumber, lastBefore(segment))};
    segment.payloads = 0;
    segment.bytes = 0;
    segment.lastNumber = 0;
    SegmentReader reader =
        scan(
            segment,
            each -> {
              RecordHeader header = each.header();
              log.time = Math.max(log.time, header.time());
              if (header.type() == RecordHeader.GONE) {
                log.lastNumber = Math.max(log.lastNumber, header.number());
              }
              boolean counts = header.number() > last[0] && header.number() <= highest;
              if (header.type() == RecordHeader.PAYLOAD && counts) {
                last[0] = header.number();
                segment.payloads++;
                segment.bytes += header.length();
                segment.lastNumber = header.number();
                if (!log.gone.contains(header.number())) {
                  segment.spilledPayloads++;
                  segment.spilledBytes += header.length();
                }
              }
            });
    if (reader == null) {
      return;
    }
    segment.end = sealed > 0 ? segment.end : reader.goodEnd();
    List<SegmentReader.Gap> gaps = reader.damage(sealed);
    if (sealed > 0 && sealed <= segment.size) {
      segment.lastNumber = highest; // Gaps account for the rest.
    }
    for (SegmentReader.Gap gap : gaps) {
      if (gap.header != null && gap.header.type() == RecordHeader.PAYLOAD) {
        segment.lastNumber = Math.max(segment.lastNumber, gap.header.number());
      }
    }
    log.lastNumber = Math.max(log.lastNumber, segment.lastNumber);
    if (!gaps.isEmpty()) {
      log.damages.add(gaps(folder, segment, gaps, log.gone));
    }
    List<SegmentReader.Gap> torn = reader.torn(sealed);
    if (!torn.isEmpty()) {
      log.damages.add(
          new Damage(
              segment.id,
              Damage.Kind.TORN,
              torn,
              0,
              folder.path(segment.id) + ": what was being written when the power went is torn"));
    }
    if (sealed > segment.size) {
      log.damages.add(
          new Damage(
              segment.id,
              Damage.Kind.MISSING,
              List.of(),
              0,
              folder.path(segment.id) + " is shorter than it was: " + segment.size + " bytes"));
    }
  }

  private long lastBefore(Segment segment) {
    long last = 0;
    for (Segment each : log.segments) {
      if (each == segment) {
        break;
      }
      last = Math.max(last, each.lastNumber);
    }
    return last;
  }

  /** The damage that gaps in a segment are. */
  static Damage gaps(
      LogFolder folder, Segment segment, List<SegmentReader.Gap> gaps, GoneSet gone) {
    long missing = 0;
    StringBuilder where = new StringBuilder();
    for (SegmentReader.Gap gap : gaps) {
      missing += missing(segment, gap, gone);
      where
          .append(where.isEmpty() ? "" : ", ")
          .append(gap.to - gap.from)
          .append(" bytes at ")
          .append(gap.from);
    }
    return new Damage(
        segment.id,
        Damage.Kind.GAPS,
        List.copyOf(gaps),
        missing,
        folder.path(segment.id) + " is damaged: " + where);
  }

  private static long missing(Segment segment, SegmentReader.Gap gap, GoneSet gone) {
    if (gap.header != null) {
      boolean isPayload = gap.header.type() == RecordHeader.PAYLOAD;
      return isPayload && !gone.contains(gap.header.number()) ? 1 : 0;
    }
    long from = gap.before == 0 ? segment.firstNumber() : gap.before + 1;
    long to = gap.after == 0 ? segment.lastNumber : gap.after - 1;
    return gone.alive(from, to);
  }

  /** Numbers that were given, have not left, and are in no file. */
  private void lookForMissing() {
    long known = 0;
    for (Segment segment : log.segments) {
      long previous = segment.previousNumber;
      if (previous > known && headers.get(segment).previous().id() != 0) {
        long from = Math.max(known + 1, Numbers.first(Numbers.run(previous)));
        long missing = log.gone.alive(from, previous);
        if (missing > 0) {
          log.damages.add(
              new Damage(
                  0,
                  Damage.Kind.MISSING,
                  List.of(),
                  missing,
                  "what was before " + folder.path(segment.id) + " is missing"));
        }
      }
      known = Math.max(Math.max(known, previous), segment.lastNumber);
    }
  }

  /** Hands all good records of a segment over; {@code null} if the file cannot be read. */
  private SegmentReader scan(Segment segment, Consumer<SegmentReader> visitor) {
    if (segment.unreadable) {
      return null;
    }
    try (DiskFile file = folder.open(segment.id, false)) {
      int end = segment.end > SegmentHeader.DATA_START ? segment.end : Integer.MAX_VALUE;
      SegmentReader reader =
          new SegmentReader(file, segment.checksum(), SegmentHeader.DATA_START, end);
      while (reader.next()) {
        visitor.accept(reader);
      }
      return reader;
    } catch (IOException e) {
      segment.unreadable = true;
      useless(segment.id, "cannot be read: " + DiskReason.of(e));
      return null;
    }
  }
}
