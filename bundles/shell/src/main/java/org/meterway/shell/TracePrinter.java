/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.LineCutter;
import org.meterway.api.codec.LinePacket;

/** Turns pieces of lines into packets with words. Not thread-safe. */
final class TracePrinter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final FrameCodec frames;
  private final MessageWords words;
  private final Consumer<Shown> shown;
  private final Map<Way, Line> lines = new HashMap<>();

  /**
   * A packet in words.
   *
   * @param head time, link, direction and what it says
   * @param octets as they stood on the line
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Shown(String head, byte[] octets) {}

  private record Way(String link, boolean fromMeter) {}

  private final class Line {
    private final FrameFormat format;
    private final Way way;
    private final LineCutter cutter;
    private Instant time = Instant.EPOCH;

    Line(FrameFormat format, Way way) {
      this.format = format;
      this.way = way;
      this.cutter = new LineCutter(frames, format, this::show);
    }

    private void show(LinePacket packet) {
      String protocol = packet.isFrame() ? "0x%04x ".formatted(packet.protocol()) : "";
      shown.accept(
          new Shown(
              TIME.format(time)
                  + " "
                  + way.link()
                  + (way.fromMeter() ? " <- " : " -> ")
                  + packet.octets().length
                  + " octets: "
                  + protocol
                  + words.of(packet),
              packet.octets()));
    }
  }

  TracePrinter(FrameCodec frames, MessageWords words, Consumer<Shown> shown) {
    this.frames = frames;
    this.words = words;
    this.shown = shown;
  }

  /** Shows what this completes. */
  void add(TraceTap.Piece piece) {
    Way way = new Way(piece.link(), piece.fromMeter());
    Line line = lines.get(way);
    if (line == null || !line.format.equals(piece.format())) {
      if (line != null) {
        line.cutter.finish();
      }
      line = new Line(piece.format(), way);
      lines.put(way, line);
    }
    line.time = piece.time();
    line.cutter.add(piece.octets(), 0, piece.octets().length);
  }

  /** Nothing came for a while: shows what is pending of lines that have been silent since then. */
  void expire(Instant before) {
    for (Line line : lines.values()) {
      if (line.time.isBefore(before) && line.cutter.isPending()) {
        line.cutter.expire();
      }
    }
  }
}
