/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads back the payloads of a log that are nowhere but on disk. For one thread at a time. */
final class LogCursor {
  private static final Logger LOG = LoggerFactory.getLogger(LogCursor.class);

  private final LogFolder folder;
  private final List<Segment> segments;
  private final GoneSet gone;
  private final List<Damage> damages = new ArrayList<>();

  /** The lowest number that counts. */
  private long from;

  /** Payloads from here on ... */
  private long heldFrom = Long.MAX_VALUE;

  /** ... up to here are in memory as well. */
  private long heldTo;

  private Segment segment;
  private DiskFile file;
  private SegmentReader reader;
  private int readerEnd;

  /**
   * @param segments oldest first, as they come and go
   * @param gone what has left, as that grows
   */
  LogCursor(LogFolder folder, List<Segment> segments, GoneSet gone) {
    this.folder = folder;
    this.segments = segments;
    this.gone = gone;
  }

  /** A payload, newer than all others, is nowhere but on disk from now on. */
  void spilled(long number, int length) {
    if (firstSpilled() == null) {
      from = number;
    }
    int at = segments.size() - 1;
    while (at > 0 && segments.get(at).firstNumber() > number) {
      at--;
    }
    segments.get(at).spilledPayloads++;
    segments.get(at).spilledBytes += length;
  }

  /**
   * Payloads that are on disk and in memory, with some before and some behind them on disk only.
   */
  void hold(long fromNumber, long toNumber) {
    heldFrom = fromNumber;
    heldTo = toNumber;
  }

  /**
   * Reads so many bytes of payloads, and one at least where there is one.
   *
   * @throws IOException if nothing could be read
   */
  List<Journal.Payload> load(long atLeast) throws IOException {
    List<Journal.Payload> payloads = new ArrayList<>();
    long bytes = 0;
    try {
      while (bytes < atLeast && moveToSpilled()) {
        if (!reader.next()) {
          endOfSegment();
        } else if (counts(reader.header())) {
          RecordHeader header = reader.header();
          payloads.add(new Journal.Payload(header.number(), header.time(), reader.body()));
          from = header.number() + 1;
          segment.spilledPayloads--;
          segment.spilledBytes -= header.length();
          bytes += header.length();
        }
      }
    } catch (IOException e) {
      close();
      if (payloads.isEmpty()) {
        throw e;
      }
      LOG.debug("{} fails in the middle", folder.path(), e); // Next time it fails at once.
    }
    return payloads;
  }

  private boolean counts(RecordHeader header) {
    long number = header.number();
    return header.type() == RecordHeader.PAYLOAD
        && number >= from
        && !gone.contains(number)
        && (number < heldFrom || number > heldTo);
  }

  private Segment firstSpilled() {
    for (Segment each : segments) {
      if (each.spilledPayloads > 0) {
        return each;
      }
    }
    return null;
  }

  /** Stands in a segment with payloads that are nowhere else; {@code false} if there is none. */
  private boolean moveToSpilled() throws IOException {
    if (segment == null || segment.spilledPayloads == 0) {
      Segment next = firstSpilled();
      if (next == null) {
        return false;
      }
      if (next != segment) {
        close();
        open(next);
      }
    }
    if (readerEnd != segment.end) {
      readerEnd = segment.end;
      reader.extend(readerEnd);
    }
    return true;
  }

  private void open(Segment next) throws IOException {
    file = folder.open(next.id, false);
    segment = next;
    readerEnd = next.end;
    reader = new SegmentReader(file, next.checksum(), SegmentHeader.DATA_START, readerEnd);
  }

  /** What has not been found by now is not there. */
  private void endOfSegment() {
    List<SegmentReader.Gap> gaps = reader.damage(segment.end);
    String words =
        gaps.isEmpty()
            ? folder.path(segment.id) + " is shorter than it was"
            : Recovery.gaps(folder, segment, gaps, gone).words();
    Damage.Kind kind = gaps.isEmpty() ? Damage.Kind.MISSING : Damage.Kind.GAPS;
    damages.add(new Damage(segment.id, kind, gaps, segment.spilledPayloads, words));
    forgetSpilled();
  }

  /** Gives up the segment that cannot be read. */
  void giveUp(String reason) {
    close();
    segment = firstSpilled();
    if (segment != null) {
      String words = folder.path(segment.id) + " cannot be read: " + reason;
      damages.add(
          new Damage(segment.id, Damage.Kind.MISSING, List.of(), segment.spilledPayloads, words));
      segment.unreadable = true;
      forgetSpilled();
    }
    segment = null;
  }

  private void forgetSpilled() {
    segment.spilledPayloads = 0;
    segment.spilledBytes = 0;
  }

  /** What was found damaged since the last call. */
  List<Damage> takeDamages() {
    List<Damage> taken = List.copyOf(damages);
    damages.clear();
    return taken;
  }

  /** A segment goes. */
  void leave(Segment retired) {
    if (segment == retired) {
      close();
    }
  }

  /** Closes the file; reading goes on with the next call. */
  void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.debug("Closing a file of {} failed", folder.path(), e);
      }
    }
    file = null;
    reader = null;
    segment = null;
  }
}
