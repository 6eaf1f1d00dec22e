/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/**
 * How far a connection's stream has come: how many bytes it was given, and how many of them the
 * peer's TCP has acknowledged. Whoever drains writes the first, the agent the second; all read.
 */
final class StreamProgress {
  /** What the system may take beyond the size of its buffer: one segment as it makes them. */
  private static final int OVERSHOOT = 64 * 1024;

  private final long unacknowledgedMost;
  private volatile long written;
  private volatile long acknowledged;
  private volatile long unacknowledgedSince;
  private volatile boolean told;

  /**
   * A stream that begins.
   *
   * @param sendBuffer the socket's SO_SNDBUF, as Java reports it
   */
  StreamProgress(int sendBuffer) {
    // Linux counts what a segment costs beside its bytes, and allows for it twice the size.
    unacknowledgedMost = 2L * sendBuffer + OVERSHOOT;
  }

  /**
   * The SO_SNDBUF with which at most so many bytes are with the system and not acknowledged.
   *
   * @param bytes at least 128 KiB
   */
  static int sendBufferFor(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes - OVERSHOOT) / 2);
  }

  /**
   * The socket took bytes.
   *
   * @return whether all earlier ones were known to be acknowledged
   */
  boolean wrote(int bytes, long now) {
    long before = written;
    boolean first = acknowledged == before;
    if (first) {
      unacknowledgedSince = now;
    }
    written = before + bytes; // Only whoever drains writes it.
    return first;
  }

  /** All bytes that the socket took. */
  long written() {
    return written;
  }

  /** The system does not tell what is acknowledged. */
  void untold() {
    told = false;
  }

  /** Whether the system tells what is acknowledged. */
  boolean isTold() {
    return told;
  }

  /**
   * The system told that the bytes up to this one are acknowledged.
   *
   * @return whether that is news
   */
  boolean acknowledged(long upTo) {
    told = true;
    if (upTo <= acknowledged) {
      return false;
    }
    acknowledged = upTo; // Only the agent writes it.
    return true;
  }

  /** Whether bytes were given of which it is not known that they are acknowledged. */
  boolean isUnacknowledged() {
    return acknowledged < written;
  }

  /** When the first of them was given after a time in which all were acknowledged. */
  long unacknowledgedSince() {
    return unacknowledgedSince;
  }

  /**
   * How many bytes are acknowledged for sure: the system tells, and cannot hold more than it has
   * room for.
   *
   * @param held bytes that have not reached the system yet
   */
  long surelyAcknowledged(long held) {
    return Math.max(acknowledged, written - unacknowledgedMost - held);
  }
}
