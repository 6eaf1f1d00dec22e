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
  private final SocketChannel socket;
  private final TransportChannel wire;
  private final SelectionKey key;
  private final Thread agent;
  private final StreamProgress stream;
  private final ControlFrames control = new ControlFrames();
  private final long openedAt;

  // Agent's thread only.
  private final Attention attention;
  private long receivedAt;
  private boolean everReceived;
  private boolean greeting;
  private boolean pinged;
  private long pingedAt;

  // Written by whoever drains, read by all.
  private volatile long sentAt;
  private volatile long progressAt;
  private volatile boolean stalled;
  private volatile boolean awaitingWritable;
  private volatile boolean awaitingAnswer;
  private volatile long awaitingSince;
  private volatile long reviewAt = DeliveryRule.NEVER;
  private volatile boolean pressed;
  private volatile Exception failure;

  // Written by the agent, read by whoever drains.
  private volatile DeliveryRule rule;
  private volatile boolean delivering;
  private volatile boolean heartbeatDue;

  /**
   * A connection that has just been made.
   *
   * @param key the socket's key with the agent's selector
   * @param agent the thread that selects
   * @param stream at its beginning
   */
  Session(
      SocketChannel socket,
      TransportChannel wire,
      SelectionKey key,
      Thread agent,
      StreamProgress stream,
      long now) {
    this.socket = socket;
    this.wire = wire;
    this.key = key;
    this.agent = agent;
    this.stream = stream;
    openedAt = now;
    attention = new Attention(now);
    receivedAt = now;
    sentAt = now;
    progressAt = now;
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

  /** Bytes that were written and have not reached the system yet. */
  long held() {
    return wire.heldBytes();
  }

  /** How many bytes may be of no use to the peer though they have reached it; see the channel. */
  long unit() {
    return wire.unit();
  }

  /** Whether the socket has all that was written. */
  boolean isFlushed() {
    return wire.isFlushed();
  }

  /** Writes what the channel holds back; returns whether nothing is left. On the agent's thread. */
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

  StreamProgress stream() {
    return stream;
  }

  /** How payloads go into this connection; before it is used. */
  void rule(DeliveryRule deliveryRule) {
    rule = deliveryRule;
  }

  DeliveryRule rule() {
    return rule;
  }

  // --- What is written besides payloads

  ControlFrames control() {
    return control;
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
    wakeAgent();
  }

  /** The agent is to look at times and states again. */
  void wakeAgent() {
    if (Thread.currentThread() != agent) {
      key.selector().wakeup();
    }
  }

  /** The socket is writable again. On the agent's thread. */
  void writable() {
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
    awaitingWritable = false;
  }

  boolean isDelivering() {
    return delivering;
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
      if (stream.wrote(bytes, now)) {
        wakeAgent(); // From now on it looks whether they are acknowledged.
      }
    }
    if (bytes > 0 || !stalled) {
      progressAt = now;
    }
    stalled = !all;
  }

  /**
   * What is under way.
   *
   * @param answered whether payloads wait for an answer
   * @param moved whether some were delivered
   * @param review when to settle again
   * @param pressing whether more is kept than should be until bytes are acknowledged
   */
  void underWay(boolean answered, boolean moved, long review, boolean pressing, long now) {
    boolean begins = answered && !awaitingAnswer;
    if (begins || moved) {
      awaitingSince = now;
    }
    awaitingAnswer = answered;
    reviewAt = review;
    boolean presses = pressing && !pressed;
    pressed = pressing;
    if (begins || presses) {
      wakeAgent();
    }
  }

  /** Whether payloads wait for an answer of the head end. */
  boolean isAwaitingAnswer() {
    return awaitingAnswer;
  }

  /** When the first of them was written, or the last answer came. */
  long awaitingSince() {
    return awaitingSince;
  }

  /** When to settle again; {@link DeliveryRule#NEVER} if there is no such time. */
  long reviewAt() {
    return reviewAt;
  }

  /** Whether more is kept than should be until bytes are acknowledged. */
  boolean isPressed() {
    return pressed;
  }

  /** When the agent read. On its thread. */
  Attention attention() {
    return attention;
  }

  /** Bytes have come. On the agent's thread. */
  void received(long now) {
    receivedAt = now;
    everReceived |= !greeting;
    pinged = false;
  }

  /** HELLO is to be answered, or has been. On the agent's thread. */
  void greeting(boolean now) {
    greeting = now;
  }

  boolean isGreeting() {
    return greeting;
  }

  /** A PING was sent. On the agent's thread. */
  void pinged(long now) {
    if (!pinged) {
      pinged = true;
      pingedAt = now;
    }
  }

  /** Whether nothing has come since a PING. */
  boolean isPinged() {
    return pinged;
  }

  /** When the first such PING was sent. */
  long pingedAt() {
    return pingedAt;
  }

  long openedAt() {
    return openedAt;
  }

  long receivedAt() {
    return receivedAt;
  }

  /** Whether the peer has shown that it is the right one. */
  boolean everReceived() {
    return everReceived;
  }

  long sentAt() {
    return sentAt;
  }

  /** Whether bytes wait that the socket did not take. */
  boolean isStalled() {
    return stalled || !wire.isFlushed();
  }

  /** When the socket last took a byte, or refused the first one. */
  long progressAt() {
    return progressAt;
  }

  // --- The end

  /** Writing failed; the agent closes. */
  void fail(Exception cause) {
    failure = cause;
    wakeAgent();
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
