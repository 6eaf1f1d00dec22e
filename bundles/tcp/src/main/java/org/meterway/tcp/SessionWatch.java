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
 * unacknowledged; so silence, bytes that the socket does not take, and bytes that the peer's TCP
 * does not acknowledge, are looked at here.
 */
final class SessionWatch {
  /** What a connection needs. */
  enum Need {
    /** Nothing now. */
    NOTHING,
    /** A heartbeat packet, or a PING. */
    HEARTBEAT,
    /** A look at what is acknowledged, and then {@link #looked}. */
    LOOK,
    /** Removal of what is delivered for long enough, and then {@link #reviewed}. */
    REVIEW,
    /** To be ended: nothing was received for too long. */
    END_OF_SILENCE,
    /** To be ended: the socket took no byte for too long. */
    END_OF_STALL,
    /** To be ended: the peer's TCP acknowledged no byte for too long. */
    END_OF_ACKNOWLEDGEMENTS,
    /** To be ended: the head end did not confirm a payload for too long. */
    END_OF_CONFIRMATIONS,
    /** To be ended: WELCOME did not come. */
    END_OF_GREETING,
    /** To be ended: nothing came after a PING. */
    END_OF_PING
  }

  /** A connection that stood for so long, or brought bytes, was a good one. */
  private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LONGEST_WAIT_NANOS = TimeUnit.HOURS.toNanos(1);

  /** A look costs milliseconds where the system's table of sockets is long. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Within a short time limit there are so many looks. */
  private static final int LOOKS_IN_LIMIT = 10;

  /** While something waits for it. */
  private static final long URGENT_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Where the system did not tell the last time. */
  private static final long VAIN_LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Session session;
  private final Attention attention;
  private final Patience answers;
  private final Patience silence;
  private final Patience greeting;
  private final Patience ping;
  private boolean good;
  private long lookedAt;
  private boolean lookedInVain;

  /** Until the next look while something waits for it; longer with each that shows nothing new. */
  private long urgentPause = URGENT_LOOK_NANOS;

  private long reviewedAt;
  private long acknowledgedAt;

  SessionWatch(Session session) {
    this.session = session;
    attention = session.attention();
    answers = new Patience(attention);
    silence = new Patience(attention);
    greeting = new Patience(attention);
    ping = new Patience(attention);
    lookedAt = session.openedAt();
    reviewedAt = session.openedAt();
    acknowledgedAt = session.openedAt();
  }

  /** Whether the connection has just turned out to be a good one; true once. */
  boolean becameGood(long now) {
    if (good || !(session.everReceived() || isOver(goodDeadline(now), now))) {
      return false;
    }
    good = true;
    return true;
  }

  /**
   * What the connection needs at this time.
   *
   * @param closing whether all that waits is to be ended soon
   */
  Need need(HeadEndSettings settings, boolean closing, long now) {
    if (isOver(idleDeadline(settings, now), now)) {
      return Need.END_OF_SILENCE;
    }
    if (isOver(stallDeadline(settings, now), now)) {
      return Need.END_OF_STALL;
    }
    if (isOver(greetingDeadline(settings, now), now)) {
      return Need.END_OF_GREETING;
    }
    if (isOver(answerDeadline(settings, now), now)) {
      return Need.END_OF_CONFIRMATIONS;
    }
    if (isOver(pingDeadline(settings, now), now)) {
      return Need.END_OF_PING;
    }
    long acknowledgements = acknowledgementDeadline(settings, now);
    if (isOver(acknowledgements, lookedAt)) {
      return Need.END_OF_ACKNOWLEDGEMENTS;
    }
    if (isOver(lookDeadline(settings, closing, now), now)) {
      return Need.LOOK;
    }
    if (isOver(reviewDeadline(now), now)) {
      return Need.REVIEW;
    }
    return isOver(heartbeatDeadline(settings, now), now) ? Need.HEARTBEAT : Need.NOTHING;
  }

  /** When to look again. */
  long nextDeadline(HeadEndSettings settings, boolean closing, long now) {
    long next = earlier(goodDeadline(now), idleDeadline(settings, now));
    next = earlier(next, stallDeadline(settings, now));
    next = earlier(next, greetingDeadline(settings, now));
    next = earlier(next, answerDeadline(settings, now));
    next = earlier(next, pingDeadline(settings, now));
    next = earlier(next, lookDeadline(settings, closing, now));
    next = earlier(next, reviewDeadline(now));
    return earlier(next, heartbeatDeadline(settings, now));
  }

  /**
   * The system was asked what is acknowledged.
   *
   * @param told whether it knows
   * @param moved whether it is more than before, or all
   */
  void looked(boolean told, boolean moved, long now) {
    lookedAt = now;
    lookedInVain = !told;
    urgentPause = moved ? URGENT_LOOK_NANOS : Math.min(2 * urgentPause, LOOK_NANOS);
    if (moved) {
      acknowledgedAt = now;
    }
  }

  /** What was delivered for long enough is removed. */
  void reviewed(long now) {
    reviewedAt = now;
  }

  private long goodDeadline(long now) {
    return good ? never(now) : session.openedAt() + GOOD_NANOS;
  }

  private long idleDeadline(HeadEndSettings settings, long now) {
    return settings.idleTimeoutSeconds() == 0
        ? never(now)
        : silence.deadline(session.receivedAt(), settings.idleTimeoutNanos(), now);
  }

  private long stallDeadline(HeadEndSettings settings, long now) {
    return settings.writeStallSeconds() == 0 || !session.isStalled()
        ? never(now)
        : session.progressAt() + settings.writeStallNanos();
  }

  private long greetingDeadline(HeadEndSettings settings, long now) {
    return session.isGreeting()
        ? greeting.deadline(session.openedAt(), settings.delivery().confirmationNanos(), now)
        : never(now);
  }

  private long answerDeadline(HeadEndSettings settings, long now) {
    return session.isAwaitingAnswer()
        ? answers.deadline(session.awaitingSince(), settings.delivery().confirmationNanos(), now)
        : never(now);
  }

  private long pingDeadline(HeadEndSettings settings, long now) {
    return session.isPinged()
        ? ping.deadline(session.pingedAt(), settings.delivery().confirmationNanos(), now)
        : never(now);
  }

  /** It counts only with a look at that time or later. */
  private long acknowledgementDeadline(HeadEndSettings settings, long now) {
    StreamProgress stream = session.stream();
    if (settings.writeStallSeconds() == 0 || !stream.isTold() || !stream.isUnacknowledged()) {
      return never(now);
    }
    long since = stream.unacknowledgedSince();
    // A look shows what was acknowledged at some time since the look before it.
    return isOver(acknowledgedAt, since)
        ? since + settings.writeStallNanos()
        : acknowledgedAt - lookNanos(settings) + settings.writeStallNanos();
  }

  private static long lookNanos(HeadEndSettings settings) {
    long limit = settings.writeStallNanos();
    return limit == 0 ? LOOK_NANOS : Math.min(LOOK_NANOS, limit / LOOKS_IN_LIMIT);
  }

  private long lookDeadline(HeadEndSettings settings, boolean closing, long now) {
    StreamProgress stream = session.stream();
    boolean isOfUse =
        settings.writeStallSeconds() > 0 || settings.delivery().mode() == DeliveryMode.WRITTEN;
    if (!isOfUse || !stream.isUnacknowledged()) {
      return never(now);
    }
    if (lookedInVain) {
      return lookedAt + VAIN_LOOK_NANOS;
    }
    if (closing) {
      return lookedAt + URGENT_LOOK_NANOS;
    }
    if (session.isPressed()) {
      return lookedAt + urgentPause;
    }
    long next = later(lookedAt, stream.unacknowledgedSince()) + lookNanos(settings);
    return earlier(next, acknowledgementDeadline(settings, now));
  }

  private long reviewDeadline(long now) {
    long reviewAt = session.reviewAt();
    return reviewAt == DeliveryRule.NEVER ? never(now) : later(reviewAt, reviewedAt + LOOK_NANOS);
  }

  private long heartbeatDeadline(HeadEndSettings settings, long now) {
    return !settings.hasHeartbeat() || session.isGreeting() || session.isStalled()
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

  /** The later of two points of {@link System#nanoTime}. */
  static long later(long one, long other) {
    return one - other < 0 ? other : one;
  }
}
