/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.concurrent.TimeUnit;

/**
 * Watches the times of one connection. On the agent's thread.
 *
 * <p>Java offers no TCP_USER_TIMEOUT, and TCP keepalive sends no probes while sent bytes are
 * unacknowledged; so silence, and bytes that the socket does not take, are looked at here.
 */
final class SessionWatch {
  /** What a connection needs. */
  enum Need {
    /** Nothing now. */
    NOTHING,
    /** A heartbeat packet. */
    HEARTBEAT,
    /** To be ended: nothing was received for too long. */
    END_OF_SILENCE,
    /** To be ended: the socket took no byte for too long. */
    END_OF_STALL
  }

  /** A connection that stood for so long, or brought bytes, was a good one. */
  private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LONGEST_WAIT_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Session session;
  private boolean good;

  SessionWatch(Session session) {
    this.session = session;
  }

  /** Whether the connection has just turned out to be a good one; true once. */
  boolean becameGood(long now) {
    if (good || !(session.everReceived() || isOver(goodDeadline(now), now))) {
      return false;
    }
    good = true;
    return true;
  }

  /** What the connection needs at this time. */
  Need need(HeadEndSettings settings, long now) {
    if (isOver(idleDeadline(settings, now), now)) {
      return Need.END_OF_SILENCE;
    }
    if (isOver(stallDeadline(settings, now), now)) {
      return Need.END_OF_STALL;
    }
    return isOver(heartbeatDeadline(settings, now), now) ? Need.HEARTBEAT : Need.NOTHING;
  }

  /** When to look again. */
  long nextDeadline(HeadEndSettings settings, long now) {
    long next = earlier(goodDeadline(now), idleDeadline(settings, now));
    next = earlier(next, stallDeadline(settings, now));
    return earlier(next, heartbeatDeadline(settings, now));
  }

  private long goodDeadline(long now) {
    return good ? never(now) : session.openedAt() + GOOD_NANOS;
  }

  private long idleDeadline(HeadEndSettings settings, long now) {
    return settings.idleTimeoutSeconds() == 0
        ? never(now)
        : session.receivedAt() + settings.idleTimeoutNanos();
  }

  private long stallDeadline(HeadEndSettings settings, long now) {
    return settings.writeStallSeconds() == 0 || !session.isStalled()
        ? never(now)
        : session.progressAt() + settings.writeStallNanos();
  }

  private long heartbeatDeadline(HeadEndSettings settings, long now) {
    return settings.heartbeat().isEmpty() || session.isStalled()
        ? never(now)
        : session.sentAt() + settings.heartbeatNanos();
  }

  private static long never(long now) {
    return now + LONGEST_WAIT_NANOS;
  }

  /**
   * Whether a point of {@link System#nanoTime} is reached; the difference may overflow, rightly.
   */
  static boolean isOver(long deadline, long now) {
    return now - deadline >= 0;
  }

  /** The earlier of two points of {@link System#nanoTime}. */
  static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }
}
