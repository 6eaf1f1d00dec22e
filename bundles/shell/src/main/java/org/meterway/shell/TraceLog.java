/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.meterway.api.codec.FrameCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the traffic of lines to the log for a while, so many lines a second at most. */
final class TraceLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceLog.class);
  private static final int LINES_A_SECOND = 20;
  private static final int SHOWN_OCTETS = 256;
  private static final long POLL_MILLIS = 200;
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final HexFormat HEX = HexFormat.of();

  private final TraceTap tap;
  private final TracePrinter printer;
  private final Duration duration;
  private final Runnable registration;
  private final List<TraceLog> running;
  private final Thread thread = new Thread(this::run, "meterway-trace");
  private long second;
  private int linesInSecond;
  private long unwritten;

  /**
   * @param registration takes the tap off the lines
   * @param running the list that it is in while it runs
   */
  TraceLog(
      TraceTap tap,
      FrameCodec frames,
      MessageWords words,
      Duration duration,
      Runnable registration,
      List<TraceLog> running) {
    this.tap = tap;
    this.printer = new TracePrinter(frames, words, this::write);
    this.duration = duration;
    this.registration = registration;
    this.running = running;
    thread.setDaemon(true);
  }

  List<String> links() {
    return tap.links();
  }

  void start() {
    running.add(this);
    thread.start();
  }

  /** Ends it at once. */
  @Override
  public void close() {
    tap.end();
    thread.interrupt();
  }

  private void run() {
    long end = System.nanoTime() + duration.toNanos();
    try {
      while (!tap.isEnded() && System.nanoTime() - end < 0) {
        TraceTap.Piece piece = tap.poll(POLL_MILLIS);
        if (piece != null) {
          printer.add(piece);
        }
        printer.expire(Instant.now().minus(SILENCE));
      }
    } catch (InterruptedException e) {
      // Closed: the last words follow.
      Thread.currentThread().interrupt();
    } finally {
      registration.run();
      running.remove(this);
      sayUnwritten();
      LOG.info("The trace has ended");
    }
  }

  private void write(TracePrinter.Shown packet) {
    long now = System.nanoTime() / 1_000_000_000L;
    if (now != second) {
      sayUnwritten();
      second = now;
      linesInSecond = 0;
    }
    if (linesInSecond++ >= LINES_A_SECOND) {
      unwritten++;
      return;
    }
    byte[] octets = packet.octets();
    int shown = Math.min(octets.length, SHOWN_OCTETS);
    LOG.info(
        "Trace: {}; {}{}",
        packet.head(),
        HEX.formatHex(octets, 0, shown),
        shown < octets.length ? "..." : "");
  }

  private void sayUnwritten() {
    long octets = tap.takeDropped();
    if (unwritten > 0 || octets > 0) {
      LOG.info(
          "Trace: too much at a time; not written: {} packets and {} octets", unwritten, octets);
      unwritten = 0;
    }
  }
}
