/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capture that runs: its writer's thread, until its limits, a failure of the disk, or {@link
 * #close}. Thread-safe.
 */
final class Recording implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
  private static final long POLL_MILLIS = 200;
  private static final long CLOSE_MILLIS = 3_000;

  /** Pieces that are taken together before they are written. */
  private static final int BATCH = 256;

  private final List<String> links;
  private final CaptureLimits limits;
  private final LineTap tap;
  private final CaptureWriter writer;
  private final Runnable registration;
  private final Instant started = Instant.now();
  private final Thread thread = new Thread(this::run, "meterway-capture");
  private volatile boolean closing;
  private volatile String end = "";
  private volatile String failure = "";

  /**
   * @param links those that are captured; empty for all
   * @param registration takes the tap off the lines
   */
  Recording(
      List<String> links,
      CaptureLimits limits,
      LineTap tap,
      CaptureWriter writer,
      Runnable registration) {
    this.links = List.copyOf(links);
    this.limits = limits;
    this.tap = tap;
    this.writer = writer;
    this.registration = registration;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long deadline = System.nanoTime() + limits.duration().toNanos();
    try {
      boolean room = true;
      while (room && !closing) {
        if (!limits.duration().isZero() && System.nanoTime() - deadline > 0) {
          end = "its time is over";
          break;
        }
        takeBatch();
        writer.expire(Instant.now());
        room = writer.flush();
        if (limits.packets() > 0 && writer.packets() >= limits.packets()) {
          end = "it has its packets";
          break;
        }
      }
      if (!room) {
        end = "its file is full";
      }
    } catch (IOException e) {
      failure = writer.path() + ": " + inWords(e);
    } catch (InterruptedException e) {
      end = "it was interrupted";
    } catch (RuntimeException e) {
      failure = "an internal error: " + e;
      LOG.error("The capture has ended with an internal error", e);
    }
    registration.run();
    finish();
  }

  private void takeBatch() throws InterruptedException {
    LineTap.Piece piece = tap.poll(POLL_MILLIS);
    for (int i = 0; piece != null && i < BATCH; i++) {
      writer.add(piece);
      if (limits.packets() > 0 && writer.packets() >= limits.packets()) {
        return;
      }
      piece = tap.poll(0);
    }
    if (piece != null) {
      writer.add(piece);
    }
  }

  /** What passed before the end belongs to the capture. */
  private void takeRest() throws InterruptedException {
    boolean wanted = limits.packets() == 0 || writer.packets() < limits.packets();
    LineTap.Piece piece = wanted ? tap.poll(0) : null;
    while (piece != null) {
      writer.add(piece);
      piece = tap.poll(0);
    }
  }

  private void finish() {
    if (failure.isEmpty()) {
      try {
        takeRest();
        writer.close(tap);
      } catch (IOException | InterruptedException e) {
        failure = writer.path() + ": " + inWords(e);
      }
    }
    if (end.isEmpty()) {
      end = "it was stopped";
    }
    if (failure.isEmpty()) {
      LOG.info(
          "The capture has ended, {}: {} packets, last in {}",
          end,
          writer.packets(),
          writer.path());
    } else {
      end = "it cannot be written";
      writer.abandon();
      LOG.warn("The capture has ended after {} packets: {}", writer.packets(), failure);
    }
  }

  private static String inWords(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("no space left")
        ? "the disk is full"
        : message;
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Why it could not go on; empty where it could. */
  String failure() {
    return failure;
  }

  /** Why it has ended; empty while it runs. */
  String end() {
    return end;
  }

  List<String> links() {
    return links;
  }

  Instant started() {
    return started;
  }

  Path path() {
    return writer.path();
  }

  long packets() {
    return writer.packets();
  }

  /** Writes what it has, and ends; takes no longer than three seconds. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        LOG.warn("The capture does not end: the disk does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
