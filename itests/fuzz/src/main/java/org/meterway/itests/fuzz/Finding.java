/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** An input that failed: made as short as it can be, and kept. */
final class Finding {
  private static final int MOST_TRIES = 2000;

  private Finding() {}

  /** The error to fail with. */
  static AssertionError of(
      Class<?> target, FuzzSettings settings, byte[] input, Throwable cause, FuzzRuns.Run run)
      throws IOException {
    byte[] shortest = shortened(input, cause, run);
    Files.createDirectories(settings.reports());
    Path file = settings.reports().resolve(target.getSimpleName() + "-finding");
    Files.write(file, shortest);
    return new AssertionError(
        cause
            + "\nfor an input of "
            + shortest.length
            + " bytes, kept as "
            + file
            + " (-Dfuzz.seed="
            + settings.seed()
            + "): "
            + HexFormat.of().formatHex(shortest, 0, Math.min(shortest.length, 256)),
        cause);
  }

  /** Leaves out stretches, ever shorter ones, as long as it fails in the same way. */
  private static byte[] shortened(byte[] input, Throwable cause, FuzzRuns.Run run) {
    byte[] best = input;
    int tries = 0;
    for (int stretch = Math.max(1, best.length / 2); stretch > 0; stretch /= 2) {
      int at = 0;
      while (at < best.length && tries++ < MOST_TRIES) {
        byte[] shorter = without(best, at, Math.min(stretch, best.length - at));
        if (failsAlike(shorter, cause, run)) {
          best = shorter;
        } else {
          at += stretch;
        }
      }
    }
    return best;
  }

  private static boolean failsAlike(byte[] input, Throwable cause, FuzzRuns.Run run) {
    try {
      run.of(input);
      return false;
    } catch (Throwable e) {
      return e.getClass() == cause.getClass() && sameBegin(e, cause);
    }
  }

  private static boolean sameBegin(Throwable one, Throwable other) {
    String a = String.valueOf(one.getMessage());
    String b = String.valueOf(other.getMessage());
    int count = Math.min(8, Math.min(a.length(), b.length()));
    return a.regionMatches(0, b, 0, count);
  }

  private static byte[] without(byte[] bytes, int from, int count) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - count);
    System.arraycopy(bytes, from + count, result, from, bytes.length - from - count);
    return result;
  }
}
