/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/**
 * Finds the confirmation pattern in what comes down; the rest is for the meters. What may be the
 * beginning of a pattern waits for what follows.
 *
 * <p>The search of Knuth, Morris and Pratt: what was kept of the stream is always a beginning of
 * the pattern, so that its length says all.
 */
final class PatternIncoming implements Incoming {
  private final byte[] pattern;
  private final int[] fallbacks;
  private final PatternRule rule;
  private final Session session;
  private final Transmitter transmitter;
  private final Downlink downlink;
  private int matched;

  PatternIncoming(
      byte[] pattern,
      PatternRule rule,
      Session session,
      Transmitter transmitter,
      Downlink downlink) {
    this.pattern = pattern;
    this.rule = rule;
    this.session = session;
    this.transmitter = transmitter;
    this.downlink = downlink;
    fallbacks = fallbacks(pattern);
  }

  /** For each beginning of the pattern, the longest shorter one that it ends with. */
  private static int[] fallbacks(byte[] pattern) {
    int[] fallbacks = new int[pattern.length + 1];
    int length = 0;
    for (int i = 1; i < pattern.length; i++) {
      while (length > 0 && pattern[i] != pattern[length]) {
        length = fallbacks[length];
      }
      if (pattern[i] == pattern[length]) {
        length++;
      }
      fallbacks[i + 1] = length;
    }
    return fallbacks;
  }

  @Override
  public void received(byte[] buffer, int length) {
    int keptBefore = matched;
    int begin = 0; // What is before it in the buffer was handed on, or was a pattern.
    int confirmed = 0;
    for (int at = 0; at < length; at++) {
      while (matched > 0 && buffer[at] != pattern[matched]) {
        int shorter = fallbacks[matched];
        int released = Math.min(matched - shorter, keptBefore);
        if (released > 0) { // They came with an earlier call.
          downlink.deliver(pattern, 0, released);
          keptBefore -= released;
        }
        matched = shorter;
      }
      if (buffer[at] == pattern[matched]) {
        matched++;
      }
      if (matched == pattern.length) {
        int before = at + 1 - (pattern.length - keptBefore);
        if (before > begin) {
          downlink.deliver(buffer, begin, before - begin);
        }
        begin = at + 1;
        keptBefore = 0;
        matched = 0;
        rule.confirmed();
        confirmed++;
      }
    }
    int end = length - (matched - keptBefore);
    if (end > begin) {
      downlink.deliver(buffer, begin, end - begin);
    }
    if (confirmed > 0) {
      transmitter.drain();
    }
  }

  @Override
  public void beat() {
    session.requestHeartbeat();
    transmitter.drain();
  }
}
