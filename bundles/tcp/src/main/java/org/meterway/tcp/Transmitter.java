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

/**
 * Moves payloads from the queue into the socket, many with one call, on the thread of whoever asks
 * first. Nobody waits: who finds it at work only leaves a note that there is more to do.
 *
 * <p>The order of payloads is the order of the queue. A payload that was partly written when its
 * connection ended is sent again as a whole on the next one.
 */
final class Transmitter {
  /** The bytes of one write call. */
  static final int BATCH_BYTES = 64 * 1024;

  /** After so many batches a caller goes back to its own work and the agent continues. */
  private static final int BATCHES_PER_TURN = 16;

  private final UplinkQueue queue;
  private final Counters<HeadEndCounter> counters;
  private final LongSupplier nanoTime;

  /** Calls of {@link #drain} since work began; 0 means that nobody drains. */
  private final AtomicInteger requests = new AtomicInteger();

  private volatile Session session;
  private volatile Packet heartbeat;

  // The rest belongs to the thread that moved "requests" away from 0.
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH_BYTES);

  /** Taken from the queue and not completely written; at rest at most one, partly written. */
  private final ArrayDeque<byte[]> batch = new ArrayDeque<>();

  /** How much of the first payload of the batch {@link #headSession} has taken. */
  private int headWritten;

  private Session headSession;

  Transmitter(
      UplinkQueue queue,
      Counters<HeadEndCounter> counters,
      Packet heartbeat,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.counters = counters;
    this.heartbeat = heartbeat;
    this.nanoTime = nanoTime;
  }

  /** Writes to this connection from now on; to none if {@code null}. */
  void use(Session next) {
    session = next;
    if (next != null) {
      drain();
    }
  }

  /** The packet for idle times. */
  void heartbeat(Packet packet) {
    heartbeat = packet;
  }

  /** Writes what can be written right now, or makes sure that somebody does. Never waits. */
  void drain() {
    if (requests.getAndIncrement() != 0) {
      return;
    }
    int batches = 0;
    int seen = 1;
    do {
      for (Session current = session;
          current != null && current.mayWrite() && writeBatch(current);
          current = session) {
        if (++batches >= BATCHES_PER_TURN) {
          batches = 0;
          current.leaveToAgent();
          break;
        }
      }
      seen = requests.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Returns whether the socket took all that was offered, so that it may take more. */
  private boolean writeBatch(Session current) {
    if (headSession != current) {
      headSession = current;
      headWritten = 0;
    }
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
    settle(current, written);
    boolean all = written == offered && current.isFlushed();
    if (current.failure() == null) {
      current.wrote(written, all, now);
      if (!all) {
        current.leaveToAgent();
      }
    }
    return all;
  }

  /** Puts the next bytes into the buffer: a control packet's rest, then payloads. */
  private void fill(Session current) {
    buffer.clear();
    if (current.takeHeartbeatRequest()
        && batch.isEmpty()
        && !current.control().hasRemaining()
        && queue.payloads() == 0) {
      current.beginHeartbeat(heartbeat);
    }
    if (current.control().hasRemaining()) {
      buffer.put(current.control().duplicate());
    }
    int begun = batch.isEmpty() ? 0 : batch.peekFirst().length - headWritten;
    queue.take(batch, buffer.remaining() - begun);
    int offset = headWritten;
    for (byte[] payload : batch) {
      buffer.put(payload, offset, Math.min(payload.length - offset, buffer.remaining()));
      offset = 0;
    }
    buffer.flip();
  }

  /** Accounts for the first {@code written} bytes of the buffer. */
  private void settle(Session current, int written) {
    int left = written;
    ByteBuffer control = current.control();
    if (control.hasRemaining()) {
      int part = Math.min(left, control.remaining());
      control.position(control.position() + part);
      left -= part;
      if (!control.hasRemaining()) {
        counters.increment(current.controlCounter());
      }
    }
    int payloads = 0;
    long bytes = 0;
    while (!batch.isEmpty() && left >= batch.peekFirst().length - headWritten) {
      byte[] complete = batch.pollFirst();
      left -= complete.length - headWritten;
      headWritten = 0;
      payloads++;
      bytes += complete.length;
    }
    headWritten += left;
    queue.sent(payloads, bytes);
    counters.add(HeadEndCounter.SENT_PAYLOADS, payloads);
    counters.add(HeadEndCounter.SENT_BYTES, bytes);
    int begun = headWritten > 0 ? 1 : 0;
    if (batch.size() > begun) {
      queue.putBack(batch, begun);
    }
  }
}
