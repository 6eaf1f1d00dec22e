/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.StoredPayload;
import org.meterway.tcp.confirm.ProtocolException;
import org.meterway.tcp.confirm.UpstreamFrames;

/** Payloads carry numbers, and the head end says up to which one it has them. */
final class ProtocolRule implements DeliveryRule {
  private final PayloadQueue queue;
  private final UUID stream;
  private final Supplier<HeadEndSettings.Delivery> settings;
  private final LongSupplier highestWritten;

  /** Written by the agent. */
  private volatile boolean welcomed;

  /** What WELCOME said, which was looked at before it was believed. Written by the agent. */
  private volatile long known;

  /** What the head end has said last, to be believed by {@link #settle}. Written by the agent. */
  private volatile long confirmed;

  /**
   * @param stream the one that HELLO names
   * @param highestWritten the highest number that was ever written as a whole
   */
  ProtocolRule(
      PayloadQueue queue,
      UUID stream,
      Supplier<HeadEndSettings.Delivery> settings,
      LongSupplier highestWritten) {
    this.queue = queue;
    this.stream = stream;
    this.settings = settings;
    this.highestWritten = highestWritten;
  }

  /** WELCOME has come. On the agent's thread. */
  void welcomed(long highest) {
    known = highest;
    confirmed = highest;
    welcomed = true;
  }

  /** A higher ACK has come. On the agent's thread. */
  void confirmed(long highest) {
    confirmed = highest;
  }

  @Override
  public int room(int payloads, long bytes) {
    return welcomed ? settings.get().room(payloads, bytes) : 0;
  }

  @Override
  public long settle(SentPayloads sent, long now) throws IOException {
    long upTo = confirmed;
    if (upTo > highestSent()) {
      throw new ProtocolException("ACK of number " + upTo + ", which was never sent");
    }
    long delivered = 0;
    while (!sent.isEmpty() && sent.firstNumber() <= upTo) {
      delivered = sent.removeFirst();
    }
    return delivered;
  }

  /** The highest number that the head end can have. */
  long highestSent() {
    return Math.max(highestWritten.getAsLong(), queue.highestEarlierNumber());
  }

  @Override
  public long known() {
    return known;
  }

  @Override
  public void check() throws IOException {
    if (!queue.stream().equals(stream)) {
      throw new IOException("the queue has begun another stream");
    }
  }

  @Override
  public int headerLength() {
    return UpstreamFrames.DATA_HEADER;
  }

  @Override
  public void putHeader(ByteBuffer into, StoredPayload payload) {
    UpstreamFrames.putDataHeader(into, payload.number(), payload.length());
  }
}
