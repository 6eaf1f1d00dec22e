/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the ladder remembers over restarts of the gateway. Not thread-safe: of the watch's thread.
 */
final class Memory {
  /** How much running time a crash may make it forget: it is then behind, which does no harm. */
  private static final long SAVED_EVERY_SECONDS = 3600;

  private final MemoryStore file;
  private final RunningClock clock;
  private final Usage usage;
  private long saved;

  /** Why the file could not be read; empty if it could. */
  private final String unread;

  /** Why the file could not be written last time; empty if it could. */
  private volatile String unwritten = "";

  /**
   * Reads the file. One that is damaged counts as one that says that each limit is reached.
   *
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  Memory(MemoryStore file, LongSupplier nanoTime) {
    this.file = file;
    Optional<MemoryText> read = Optional.empty();
    boolean exists = true;
    String problem = "";
    try {
      Optional<String> text = file.read();
      exists = text.isPresent();
      read = text.flatMap(MemoryText::parse);
      if (exists && read.isEmpty()) {
        problem = file + " was damaged: each limit counted as reached";
      }
    } catch (IOException e) {
      problem = file + " cannot be read, so each limit counts as reached: " + e.getMessage();
    }
    unread = problem;
    clock = new RunningClock(read.map(MemoryText::clock).orElse(0L), nanoTime);
    usage =
        read.map(it -> Usage.of(it.uses(), it.exhausted()))
            .orElse(exists ? Usage.unknown(clock.seconds()) : Usage.none());
    saved = clock.seconds();
    if (exists && read.isEmpty()) {
      save(); // So that the time that a limit takes to pass is remembered as well.
    }
  }

  Usage usage() {
    return usage;
  }

  /** The running time, in seconds. */
  long now() {
    return clock.seconds();
  }

  /**
   * Notes that an action is about to be called.
   *
   * @return whether that is on disk now
   */
  boolean note(String action, Instant wall) {
    usage.add(new Usage.Use(action, now(), wall.toString()));
    return save();
  }

  /** Writes the running time down now and then, while a limit waits for it to pass. */
  void tick() {
    if (now() - saved >= SAVED_EVERY_SECONDS && usage.isAwaiting(now())) {
      save();
    }
  }

  /** Writes the running time down at the end. */
  void close() {
    if (now() != saved && usage.isAwaiting(now())) {
      save();
    }
  }

  /** Why a restart would not be remembered; empty if it would be. */
  String whyForgetful() {
    return file.whyForgetful();
  }

  /** What is wrong with the file, in words; empty if nothing is. */
  String problem() {
    return unread.isEmpty() || unwritten.isEmpty() ? unread + unwritten : unread + "; " + unwritten;
  }

  private boolean save() {
    long now = now();
    try {
      file.write(new MemoryText(now, usage.exhausted(now), usage.all(now)).write());
      saved = now;
      unwritten = "";
      return true;
    } catch (IOException e) {
      unwritten = file + " cannot be written: " + e.getMessage();
      return false;
    }
  }
}
