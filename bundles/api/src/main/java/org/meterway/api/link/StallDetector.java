/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells which links have not moved although something waits in them. Messages and payloads are
 * watched each for itself: one that moves does not hide the other. Not thread-safe.
 */
public final class StallDetector {
  private final Map<String, Standstill> messages = new HashMap<>();
  private final Map<String, Standstill> payloads = new HashMap<>();

  /** How far something was when it last moved, and when that was. */
  private record Standstill(long moved, long sinceNanos) {}

  /**
   * Looks at all links.
   *
   * @param links their progress by name
   * @param nanos the time, as {@link System#nanoTime}
   * @return what stands still for longer than {@code limit}, in words by link; sorted
   */
  public Map<String, String> stalled(Map<String, LinkProgress> links, Duration limit, long nanos) {
    messages.keySet().retainAll(links.keySet());
    payloads.keySet().retainAll(links.keySet());
    Map<String, String> stalled = new TreeMap<>();
    links.forEach(
        (link, progress) -> {
          long handlers =
              standing(
                  messages, link, progress.waitingMessages(), progress.finishedMessages(), nanos);
          long headEnd =
              standing(
                  payloads,
                  link,
                  progress.waitingPayloads(),
                  progress.transmittedPayloads(),
                  nanos);
          if (handlers >= limit.toNanos()) {
            stalled.put(
                link,
                progress.waitingMessages()
                    + " messages wait for a handler for "
                    + Duration.ofNanos(handlers).toSeconds()
                    + " s");
          } else if (headEnd >= limit.toNanos()) {
            stalled.put(
                link,
                progress.waitingPayloads()
                    + " payloads wait at the connected head end for "
                    + Duration.ofNanos(headEnd).toSeconds()
                    + " s");
          }
        });
    return stalled;
  }

  /** For how many nanoseconds something waits and nothing has moved; 0 if nothing waits. */
  private static long standing(
      Map<String, Standstill> known, String link, long waiting, long moved, long nanos) {
    Standstill last = known.get(link);
    if (waiting == 0 || last == null || last.moved() != moved) {
      known.put(link, new Standstill(moved, nanos));
      return 0;
    }
    return nanos - last.sinceNanos();
  }
}
