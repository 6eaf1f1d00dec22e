/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.LineCutter;
import org.meterway.api.codec.LinePacket;
import org.meterway.api.status.Counters;

/**
 * Turns pieces of lines into packets and these into files. Used by one thread; what it tells may be
 * read by any.
 */
final class CaptureWriter {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final String SYSTEM =
      System.getProperty("os.name") + " " + System.getProperty("os.version");

  private final FrameCodec codec;
  private final CaptureFiles files;
  private final int snapLength;
  private final String application;
  private final Counters<CaptureCounter> counters;
  private final Map<LineTap.Way, Line> lines = new LinkedHashMap<>();

  /** The interfaces of the current file: one a link, both directions in it. */
  private final Map<String, Interface> interfaces = new LinkedHashMap<>();

  private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
  private OpenFile file;
  private volatile Path path;
  private volatile long packets;

  CaptureWriter(
      FrameCodec codec,
      CaptureFiles files,
      int snapLength,
      String application,
      Counters<CaptureCounter> counters) {
    this.codec = codec;
    this.files = files;
    this.snapLength = snapLength;
    this.application = application;
    this.counters = counters;
  }

  /** An interface of the current file. */
  private static final class Interface {
    private final int id;
    private final Instant start;
    private Instant last;
    private long received;
    private long dropped;

    Interface(int id, Instant start) {
      this.id = id;
      this.start = start;
      this.last = start;
    }
  }

  /** One direction of a link. */
  private final class Line {
    private final LineTap.Way way;
    private final FrameFormat format;
    private final LineCutter cutter;
    private Instant time = Instant.EPOCH;
    private long missing;

    Line(LineTap.Way way, FrameFormat format) {
      this.way = way;
      this.format = format;
      this.cutter = new LineCutter(codec, format, this::write);
    }

    private void write(LinePacket packet) {
      Interface at = interfaces.computeIfAbsent(way.link(), link -> describe(link, format, time));
      at.received++;
      at.dropped += missing;
      at.last = time;
      append(
          Pcapng.packet(
              at.id,
              time,
              packet.octets(),
              snapLength,
              PacketFlags.of(way.fromMeter(), packet.error()),
              missing,
              comment(packet)));
      missing = 0;
      packets++;
      counters.increment(CaptureCounter.PACKETS);
      counters.add(CaptureCounter.OCTETS, packet.octets().length);
      if (packet.isFault()) {
        counters.increment(CaptureCounter.FAULTS);
      }
    }
  }

  private static String comment(LinePacket packet) {
    if (packet.isFault()) {
      return packet.error().name() + ": " + packet.error().description();
    }
    return packet.isFrame() ? "" : "fill flags";
  }

  private Interface describe(String link, FrameFormat format, Instant time) {
    append(
        Pcapng.interfaceDescription(
            link,
            "link "
                + link
                + ", framing "
                + format.framing()
                + ", "
                + format.frameCheck()
                + "; inbound is from the meter",
            snapLength));
    return new Interface(interfaces.size(), time);
  }

  private void append(byte[] block) {
    blocks.writeBytes(block);
  }

  /** Begins the first file. */
  void open() throws IOException {
    begin(Instant.now());
  }

  /** Takes a piece; the packets that it completes are written with the next {@link #flush}. */
  void add(LineTap.Piece piece) {
    Line line = lines.get(piece.way());
    if (line == null || !line.format.equals(piece.format())) {
      if (line != null) {
        line.cutter.finish();
      }
      line = new Line(piece.way(), piece.format());
      lines.put(piece.way(), line);
    }
    if (piece.missing() > 0) {
      // What comes now does not continue what came before.
      line.cutter.expire();
      line.missing += piece.missing();
    }
    line.time = piece.time();
    line.cutter.add(piece.octets(), 0, piece.octets().length);
  }

  /** Ends what is pending of lines that have been silent. */
  void expire(Instant now) {
    for (Line line : lines.values()) {
      if (line.cutter.isPending() && line.time.isBefore(now.minus(SILENCE))) {
        line.cutter.expire();
      }
    }
  }

  /**
   * Writes what has gathered, and goes on to another file where this one is full.
   *
   * @return false where it is full and there is no other
   */
  boolean flush() throws IOException {
    if (blocks.size() == 0) {
      return true;
    }
    if (files.freeBytes() < CaptureFiles.RESERVE) {
      throw new IOException(
          "less than "
              + (CaptureFiles.RESERVE >> 20)
              + " MiB are free on the disk, which are left for the store");
    }
    file.write(blocks.toByteArray());
    blocks.reset();
    if (file.length() < files.fileBytes()) {
      return true;
    }
    if (!files.isRing()) {
      return false;
    }
    endFile();
    begin(Instant.now());
    return true;
  }

  private void begin(Instant now) throws IOException {
    file = files.next(now);
    path = file.path();
    counters.increment(CaptureCounter.FILES);
    interfaces.clear();
    file.write(Pcapng.section(System.getProperty("os.arch"), SYSTEM, application));
  }

  private void endFile() throws IOException {
    try (OpenFile ending = file) {
      for (Interface each : interfaces.values()) {
        append(Pcapng.statistics(each.id, each.start, each.last, each.received, each.dropped));
      }
      ending.write(blocks.toByteArray());
    } finally {
      blocks.reset();
    }
  }

  /**
   * Writes all that is held, and ends the file.
   *
   * @param tap tells what was dropped behind the last piece
   */
  void close(LineTap tap) throws IOException {
    for (Line line : lines.values()) {
      line.cutter.finish();
    }
    lines.forEach(
        (way, line) -> {
          Interface at = interfaces.get(way.link());
          if (at != null) {
            at.dropped += tap.stillMissing(way);
          }
        });
    endFile();
  }

  /** Ends a file that cannot be written any more. */
  void abandon() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // It was said already why it cannot be written.
      return;
    }
  }

  /** The current file, or the last one. */
  Path path() {
    return path;
  }

  /** Packets so far. */
  long packets() {
    return packets;
  }
}
