/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.StoredPayload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves payloads from the queue into the socket, many with one call, and out of the queue once they
 * are delivered, on the thread of whoever asks first. Nobody waits: who finds it at work only
 * leaves a note that there is more to do.
 *
 * <p>The order of payloads is the order of the queue. What is not delivered when its connection
 * ends is sent again on the next one, in the same order, each payload as a whole.
 */
final class Transmitter {
  /** The bytes of one write call. */
  static final int BATCH_BYTES = 64 * 1024;

  /** After so many batches a caller goes back to its own work and the agent continues. */
  private static final int BATCHES_PER_TURN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Transmitter.class);

  private final PayloadQueue queue;
  private final Counters<HeadEndCounter> counters;
  private final RateLimit bugLog = new RateLimit();
  private final LongSupplier nanoTime;

  /** Calls of {@link #drain} since work began; 0 means that nobody drains. */
  private final AtomicInteger requests = new AtomicInteger();

  private volatile Session session;
  private volatile Packet heartbeat = Packet.NONE;

  // Written by whoever drains, read by all.
  private volatile long highestWritten;
  private volatile long transmitted;
  private volatile int sentPayloads;
  private volatile long sentBytes;
  private volatile boolean sentIsTransmitted;

  // The rest belongs to the thread that moved "requests" away from 0.
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH_BYTES);

  /** Taken from the queue and not completely written; at rest at most one, partly written. */
  private final ArrayDeque<StoredPayload> batch = new ArrayDeque<>();

  /** For one payload on its way into the batch. */
  private final ArrayDeque<StoredPayload> one = new ArrayDeque<>();

  /** The bytes of the payloads in the batch. */
  private long batchBytes;

  /** How much of the first payload of the batch, and its header, {@link #served} has taken. */
  private int headWritten;

  /** How much of the buffer is {@link Session#control}. */
  private int controlInBuffer;

  private final SentPayloads sent = new SentPayloads();
  private Session served;

  Transmitter(PayloadQueue queue, Counters<HeadEndCounter> counters, LongSupplier nanoTime) {
    this.queue = queue;
    this.counters = counters;
    this.nanoTime = nanoTime;
  }

  /** Writes to this connection from now on; to none if {@code null}. */
  void use(Session next) {
    session = next;
    drain();
  }

  /** The packet for idle times. */
  void heartbeat(Packet packet) {
    heartbeat = packet;
  }

  /** The highest number that was ever written as a whole. */
  long highestWritten() {
    return highestWritten;
  }

  /** Payloads transmitted; see the head end's status. */
  long transmitted() {
    return transmitted;
  }

  /** Payloads that are with a connection and not delivered yet. */
  int underWay() {
    return sentPayloads;
  }

  /** How many of the queue's payloads are transmitted already. */
  int transmittedInQueue() {
    return sentIsTransmitted ? sentPayloads : 0;
  }

  /** The bytes of those payloads. */
  long transmittedBytesInQueue() {
    return sentIsTransmitted ? sentBytes : 0;
  }

  /**
   * Sees to it that what can be written is, preferably by the agent: for a thread that has more
   * urgent things to do.
   */
  void drainSoon() {
    Session current = session;
    if (current == null) {
      return;
    }
    if (current.isDelivering()) {
      drain();
    } else {
      current.leaveToAgent();
    }
  }

  /** Writes what can be written right now, or makes sure that somebody does. Never waits. */
  void drain() {
    if (requests.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      Session current = session;
      try {
        turn(current);
      } catch (IOException | RuntimeException e) {
        if (current != null) {
          current.fail(e);
        }
        if (e instanceof RuntimeException && bugLog.permits()) {
          LOG.error("{}: sending failed unexpectedly", queue.name(), e);
        }
      }
      seen = requests.addAndGet(-seen);
    } while (seen != 0);
  }

  private void turn(Session current) throws IOException {
    if (current != served) {
      giveBack();
      served = current;
    }
    if (current == null) {
      return;
    }
    boolean moved = settle(current);
    int batches = 0;
    while (current.mayWrite() && writeBatch(current)) {
      moved |= settle(current);
      if (++batches >= BATCHES_PER_TURN) {
        current.leaveToAgent();
        break;
      }
    }
    moved |= settle(current);
    rest();
    publish(current, moved);
  }

  /** The connection is over: what is not delivered waits for the next one. */
  private void giveBack() {
    counters.add(HeadEndCounter.RESENT_PAYLOADS, sent.payloads());
    sent.clear();
    batch.clear();
    batchBytes = 0;
    headWritten = 0;
    sentPayloads = 0;
    sentBytes = 0;
    if (served != null) {
      queue.putBack(0);
    }
  }

  /** Removes from the queue what is delivered by now; returns whether there was any. */
  private boolean settle(Session current) throws IOException {
    if (sent.isEmpty() && current.rule().isMerging()) {
      return false;
    }
    long delivered = current.rule().settle(sent, nanoTime.getAsLong());
    if (delivered == 0) {
      return false;
    }
    int before = sentPayloads;
    queue.remove(delivered);
    if (current.rule().isAnswered()) {
      transmitted += before - sent.payloads();
    }
    sentPayloads = sent.payloads();
    sentBytes = sent.bytes();
    return true;
  }

  /** Returns whether the socket took all that was offered, so that it may take more. */
  private boolean writeBatch(Session current) throws IOException {
    fill(current);
    int offered = buffer.remaining();
    if (offered == 0) {
      return false;
    }
    long now = nanoTime.getAsLong();
    int written = 0;
    try {
      written = current.write(buffer);
    } catch (IOException e) {
      current.fail(e);
    }
    account(current, written, now);
    boolean all = written == offered;
    boolean more = all && current.isFlushed();
    if (current.failure() == null) {
      current.wrote(written, all, now);
      if (!more) {
        current.leaveToAgent();
      }
    }
    return more;
  }

  /** Puts the next bytes into the buffer: a begun payload's rest, packets and frames, payloads. */
  private void fill(Session current) throws IOException {
    buffer.clear();
    ControlFrames control = current.control();
    boolean begun = headWritten > 0;
    if (!begun) {
      control.putInto(buffer);
    }
    controlInBuffer = buffer.position();
    take(current);
    boolean heartbeatDue = current.takeHeartbeatRequest();
    Packet packet = heartbeat;
    if (heartbeatDue && !packet.isEmpty() && batch.isEmpty() && controlInBuffer == 0) {
      control.add(packet.bytes(), HeadEndCounter.HEARTBEATS);
      control.putInto(buffer);
      controlInBuffer = buffer.position();
    }
    int offset = headWritten;
    for (StoredPayload payload : batch) {
      put(current.rule(), payload, offset);
      if (!buffer.hasRemaining() || begun && !control.isEmpty()) {
        break;
      }
      offset = 0;
    }
    buffer.flip();
  }

  /** Puts a payload without its first {@code offset} bytes, as far as there is room. */
  private void put(DeliveryRule rule, StoredPayload payload, int offset) {
    int header = rule.headerLength();
    int skip = offset;
    if (skip < header) {
      if (skip == 0 && buffer.remaining() >= header) {
        rule.putHeader(buffer, payload);
      } else {
        ByteBuffer whole = ByteBuffer.allocate(header);
        rule.putHeader(whole, payload);
        buffer.put(whole.array(), skip, Math.min(header - skip, buffer.remaining()));
      }
      skip = header;
    }
    int begin = skip - header;
    buffer.put(payload.bytes(), begin, Math.min(payload.length() - begin, buffer.remaining()));
  }

  private void take(Session current) throws IOException {
    DeliveryRule rule = current.rule();
    boolean again;
    do {
      int before = batch.size();
      int payloads = rule.room(sent.payloads() + before, sent.bytes() + batchBytes);
      long bytes = buffer.remaining() - batchBytes + headWritten;
      if (payloads <= 0 || bytes <= 0) {
        return;
      }
      takeAtMost(payloads, (int) bytes);
      if (batch.size() > before) {
        rule.check();
      }
      again = skipKnown(rule);
    } while (again);
  }

  private void takeAtMost(int payloads, int bytes) {
    if (payloads >= BATCH_BYTES) { // More do not fit.
      queue.take(one, bytes);
      for (StoredPayload payload : one) {
        batchBytes += payload.length();
      }
      batch.addAll(one);
      one.clear();
      return;
    }
    int room = bytes;
    for (int i = 0; i < payloads && room > 0; i++) {
      queue.take(one, 1); // One, however long.
      StoredPayload payload = one.pollFirst();
      if (payload == null) {
        return;
      }
      batch.addLast(payload);
      batchBytes += payload.length();
      room -= payload.length();
    }
  }

  /** Drops from the batch, and the queue, what the head end has; returns whether there was any. */
  private boolean skipKnown(DeliveryRule rule) {
    long known = rule.known();
    int skipped = 0;
    long last = 0;
    while (headWritten == 0 && !batch.isEmpty() && batch.peekFirst().number() <= known) {
      StoredPayload payload = batch.pollFirst();
      batchBytes -= payload.length();
      last = payload.number();
      skipped++;
    }
    if (skipped > 0) {
      queue.remove(last);
      transmitted += skipped;
    }
    return skipped > 0;
  }

  /** Accounts for the first {@code written} bytes of the buffer. */
  private void account(Session current, int written, long now) {
    int control = Math.min(written, controlInBuffer);
    if (control > 0) {
      boolean wasFull = current.control().isFull();
      current.control().written(control, counters::increment);
      if (wasFull) {
        current.wakeAgent(); // It may read again.
      }
    }
    DeliveryRule rule = current.rule();
    int header = rule.headerLength();
    long begin = current.stream().written();
    int left = written - control;
    int payloads = 0;
    long bytes = 0;
    long last = 0;
    int news = 0;
    while (!batch.isEmpty() && left >= header + batch.peekFirst().length() - headWritten) {
      StoredPayload complete = batch.pollFirst();
      left -= header + complete.length() - headWritten;
      headWritten = 0;
      batchBytes -= complete.length();
      last = complete.number();
      payloads++;
      bytes += complete.length();
      news += last > highestWritten ? 1 : 0;
      if (!rule.isMerging()) {
        sent.add(last, 1, complete.length(), begin + written - left, now);
      }
    }
    headWritten += left;
    if (payloads == 0) {
      return;
    }
    if (rule.isMerging()) {
      sent.add(last, payloads, bytes, begin + written - left, now);
    }
    highestWritten = Math.max(highestWritten, last);
    if (!rule.isAnswered()) {
      transmitted += news;
    }
    sentIsTransmitted = !rule.isAnswered();
    sentPayloads = sent.payloads();
    sentBytes = sent.bytes();
    counters.add(HeadEndCounter.SENT_PAYLOADS, payloads);
    counters.add(HeadEndCounter.SENT_BYTES, bytes);
  }

  /** What was taken and is not begun gives way to newer payloads again. */
  private void rest() {
    StoredPayload begun = headWritten > 0 ? batch.pollFirst() : null;
    if (!batch.isEmpty()) {
      queue.putBack(batch.peekFirst().number());
      batch.clear();
    }
    batchBytes = 0;
    if (begun != null) {
      batch.addLast(begun);
      batchBytes = begun.length();
    }
  }

  private void publish(Session current, boolean moved) {
    DeliveryRule rule = current.rule();
    current.underWay(
        rule.isAnswered() && !sent.isEmpty(),
        moved,
        rule.reviewAt(sent),
        rule.isPressed(sent),
        nanoTime.getAsLong());
  }
}
