/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meterway.api.store.QueueLimits;

/**
 * What was written stays in the resend window until the peer's TCP has acknowledged it and it is
 * some seconds old, or the window is full: a head end that dies with bytes that it has not read
 * gets them again.
 */
final class WrittenRule implements DeliveryRule {
  /** The system holds at most this part of the window, so that the rest is for the peer's. */
  static final int PART_OF_SYSTEM = 2;

  /** What is kept only for a failure takes at most this part of the queue. */
  private static final int PART_OF_QUEUE = 2;

  private final StreamProgress stream;
  private final LongSupplier held;
  private final Supplier<HeadEndSettings> settings;
  private final BooleanSupplier closing;

  /**
   * @param held how many bytes of the stream have not reached the system yet, or are of no use to
   *     the peer before others come
   * @param closing whether nothing more comes, so that age has no meaning
   */
  WrittenRule(
      StreamProgress stream,
      LongSupplier held,
      Supplier<HeadEndSettings> settings,
      BooleanSupplier closing) {
    this.stream = stream;
    this.held = held;
    this.settings = settings;
    this.closing = closing;
  }

  /** A system that takes more than it was told to is stopped here, if it says what it has. */
  @Override
  public int room(int payloads, long bytes) {
    long window = settings.get().delivery().resendWindowBytes();
    return stream.isTold() && stream.written() - acknowledged() >= window ? 0 : Integer.MAX_VALUE;
  }

  @Override
  public long settle(SentPayloads sent, long now) {
    if (sent.isEmpty()) {
      return 0;
    }
    HeadEndSettings current = settings.get();
    long acknowledged = acknowledged();
    long age = resendNanos(current);
    boolean ageless = closing.getAsBoolean();
    long delivered = 0;
    while (!sent.isEmpty()
        && sent.firstEnd() <= acknowledged
        && (ageless || now - sent.firstTime() >= age || isTooMuch(sent, current))) {
      delivered = sent.removeFirst();
    }
    return delivered;
  }

  @Override
  public boolean isPressed(SentPayloads sent) {
    return isTooMuch(sent, settings.get());
  }

  @Override
  public long reviewAt(SentPayloads sent) {
    return sent.isEmpty() || sent.firstEnd() > acknowledged()
        ? NEVER
        : sent.firstTime() + resendNanos(settings.get());
  }

  @Override
  public boolean isMerging() {
    return true;
  }

  @Override
  public boolean isAnswered() {
    return false;
  }

  private long acknowledged() {
    return stream.surelyAcknowledged(held.getAsLong());
  }

  private static boolean isTooMuch(SentPayloads sent, HeadEndSettings settings) {
    QueueLimits queue = settings.queueLimits();
    long window = settings.delivery().resendWindowBytes();
    return sent.bytes() > Math.min(window, queue.maxBytes() / PART_OF_QUEUE)
        || sent.payloads() > queue.maxPayloads() / PART_OF_QUEUE;
  }

  private static long resendNanos(HeadEndSettings settings) {
    return TimeUnit.SECONDS.toNanos(settings.delivery().resendSeconds());
  }
}
