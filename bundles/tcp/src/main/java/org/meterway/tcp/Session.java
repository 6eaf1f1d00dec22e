/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One connection, from its establishment to its end. The agent's thread reads; whoever drains the
 * queue writes.
 */
final class Session {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private final TransportChannel wire;
  private final SelectionKey key;
  private final Thread agent;
  private final long openedAt;

  // Agent's thread only.
  private long receivedAt;
  private boolean everReceived;

  // Written by whoever drains, read by all.
  private volatile long sentAt;
  private volatile long progressAt;
  private volatile boolean stalled;
  private volatile boolean awaitingWritable;
  private volatile Exception failure;

  // Written by the agent, read by whoever drains.
  private volatile boolean delivering;
  private volatile boolean heartbeatDue;

  // Touched by whoever drains only.
  private ByteBuffer control = NOTHING;
  private HeadEndCounter controlCounter = HeadEndCounter.REGISTRATIONS;

  /**
   * A connection that has just been made.
   *
   * @param key the socket's key with the agent's selector
   * @param agent the thread that selects
   */
  Session(
      SocketChannel socket,
      TransportChannel wire,
      SelectionKey key,
      Thread agent,
      Packet registration,
      long now) {
    this.socket = socket;
    this.wire = wire;
    this.key = key;
    this.agent = agent;
    openedAt = now;
    receivedAt = now;
    sentAt = now;
    progressAt = now;
    if (!registration.isEmpty()) {
      control = ByteBuffer.wrap(registration.bytes());
    }
  }

  SocketChannel socket() {
    return socket;
  }

  int read(ByteBuffer into) throws IOException {
    return wire.read(into);
  }

  int write(ByteBuffer from) throws IOException {
    return wire.write(from);
  }

  /** Whether the socket has all that was written. */
  boolean isFlushed() {
    return wire.isFlushed();
  }

  /** Writes what the wire holds back; returns whether nothing is left. On the agent's thread. */
  boolean flush(long now) throws IOException {
    if (wire.flush()) {
      sentAt = now;
      progressAt = now;
    }
    return wire.isFlushed();
  }

  /** Whether bytes have come that the socket does not tell of any more. */
  boolean hasInput() {
    return wire.hasInput();
  }

  // --- What is written besides payloads

  /** The rest of a registration or heartbeat packet that stands before any payload. */
  ByteBuffer control() {
    return control;
  }

  /** Begins a heartbeat packet; only when no packet and no payload is partly written. */
  void beginHeartbeat(Packet heartbeat) {
    control = ByteBuffer.wrap(heartbeat.bytes());
    controlCounter = HeadEndCounter.HEARTBEATS;
  }

  /** What to count once {@link #control} is written. */
  HeadEndCounter controlCounter() {
    return controlCounter;
  }

  /** Asks whoever drains next to send a heartbeat. */
  void requestHeartbeat() {
    heartbeatDue = true;
  }

  /** Whether a heartbeat was asked for since the last call. */
  boolean takeHeartbeatRequest() {
    if (!heartbeatDue) {
      return false;
    }
    heartbeatDue = false;
    return true;
  }

  // --- Who writes when

  /**
   * Whether to try a write. When the socket was full the agent writes as soon as it is writable,
   * and all others leave it alone, unless the agent is busy with a listener that may wait.
   */
  boolean mayWrite() {
    return failure == null && (!awaitingWritable || delivering);
  }

  /** Leaves the rest of the work to the agent, who goes on when the socket is writable. */
  void leaveToAgent() {
    awaitingWritable = true;
    try {
      key.interestOpsOr(SelectionKey.OP_WRITE);
    } catch (CancelledKeyException e) {
      return; // The connection is gone, and with it the need to write.
    }
    if (Thread.currentThread() != agent) {
      key.selector().wakeup();
    }
  }

  /** The socket is writable again. On the agent's thread. */
  void writable() {
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
    awaitingWritable = false;
  }

  boolean isAwaitingWritable() {
    return awaitingWritable;
  }

  /** The agent begins or ends a delivery to listeners, which may wait. */
  void delivering(boolean now) {
    delivering = now;
  }

  // --- Signs of life

  /** The socket took bytes, all there were or not. */
  void wrote(int bytes, boolean all, long now) {
    if (bytes > 0) {
      sentAt = now;
    }
    if (bytes > 0 || !stalled) {
      progressAt = now;
    }
    stalled = !all;
  }

  /** Bytes have come. On the agent's thread. */
  void received(long now) {
    receivedAt = now;
    everReceived = true;
  }

  long openedAt() {
    return openedAt;
  }

  long receivedAt() {
    return receivedAt;
  }

  boolean everReceived() {
    return everReceived;
  }

  long sentAt() {
    return sentAt;
  }

  /** Whether bytes wait that the socket did not take. */
  boolean isStalled() {
    return stalled;
  }

  /** When the socket last took a byte, or refused the first one. */
  long progressAt() {
    return progressAt;
  }

  // --- The end

  /** Writing failed; the agent closes. */
  void fail(Exception cause) {
    failure = cause;
    if (Thread.currentThread() != agent) {
      key.selector().wakeup();
    }
  }

  /** Why writing failed, or null. */
  Exception failure() {
    return failure;
  }

  /**
   * Ends the connection so that what the socket took still arrives: bytes that nobody has read
   * would make the system reset the connection, and the peer would lose what is under way to it.
   */
  void close(ByteBuffer scratch) throws IOException {
    try {
      if (failure == null) {
        wire.shutdownOutput();
        int read;
        do {
          scratch.clear();
          read = socket.read(scratch);
        } while (read == scratch.capacity());
      }
    } finally {
      wire.close();
    }
  }
}
