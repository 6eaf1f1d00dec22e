/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.util.function.Consumer;

/** How far the work of this moment is. Thread-safe. */
final class Progress {
  private volatile Step step = new Step("IDLE", "", 0, 0);
  private volatile Consumer<String> listener = line -> {};

  /**
   * One moment.
   *
   * @param state {@code IDLE}, {@code CHECKING}, {@code FETCHING} …
   * @param words what exactly
   * @param done bytes that are there
   * @param total all bytes
   */
  record Step(String state, String words, long done, long total) {
    int percent() {
      return total == 0 ? 0 : (int) (100 * done / total);
    }
  }

  Step step() {
    return step;
  }

  /** Who is told in lines; the last one who asked. */
  void tell(Consumer<String> to) {
    listener = to;
  }

  void begin(String state, String words) {
    step = new Step(state, words, 0, 0);
    listener.accept(words);
  }

  /** A tenth more is worth a line. */
  void at(String words, long done, long total) {
    Step before = step;
    Step now = new Step("FETCHING", words, done, total);
    step = now;
    if (now.percent() / 10 > before.percent() / 10 || done == total && before.done() != total) {
      listener.accept(
          String.format("fetching: %3d %% of %d kB, %s", now.percent(), total / 1024, words));
    }
  }

  void say(String line) {
    listener.accept(line);
  }

  void end() {
    step = new Step("IDLE", "", 0, 0);
  }
}
