/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.util.ArrayDeque;
import java.util.Deque;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LineListener;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Counters;

/**
 * Sends messages to the meter without waiting. Thread-safe.
 *
 * <p>A reply may promise that what the meter said is safe. So it is held while its thread has given
 * payloads to the head end that are not on disk yet, and those behind it are held, too, lest they
 * overtake it.
 */
final class MeterSide {
  /** The most that is held: more than the handlers of one chunk of the meter's bytes say. */
  static final int MAX_HELD_BYTES = 256 * 1024;

  /** What a held frame costs besides its bytes, so that many short ones are bounded too. */
  private static final int OVERHEAD_BYTES = 64;

  private final MeterPort port;
  private final MessageCodec messages;
  private final OutgoingForm form;
  private final HeadEndSide headEnd;
  private final String link;
  private final Taps<LineListener> line;
  private final Counters<LinkCounter> counters;

  /** Also keeps the order of what goes to the port. */
  private final Deque<Held> held = new ArrayDeque<>();

  private int heldBytes;

  /** A frame that goes out once what this gathering has sent to the head end is safe. */
  private record Held(byte[] frame, long gathering) {
    int cost() {
      return frame.length + OVERHEAD_BYTES;
    }
  }

  MeterSide(
      String link,
      MeterPort port,
      MessageCodec messages,
      OutgoingForm form,
      HeadEndSide headEnd,
      Taps<LineListener> line,
      Counters<LinkCounter> counters) {
    this.link = link;
    this.port = port;
    this.messages = messages;
    this.form = form;
    this.headEnd = headEnd;
    this.line = line;
    this.counters = counters;
  }

  SendResult send(Message message) {
    FrameEncoder encoder = form.current().encoder();
    byte[] body = messages.body(message);
    if (body.length > encoder.maxDataLength()) {
      return refused(SendResult.TOO_LARGE);
    }
    byte[] frame = encoder.encode(message.protocol(), message.command(), body);
    long gathering = headEnd.owed();
    synchronized (held) {
      if (gathering != HeadEndSide.NOTHING) {
        return hold(frame, gathering);
      }
      return held.isEmpty() ? toPort(frame) : hold(frame, held.peekLast().gathering);
    }
  }

  /** What this gathering and those before have sent to the head end is safe: frames go out. */
  void release(long gathering) {
    synchronized (held) {
      while (!held.isEmpty() && held.peekFirst().gathering <= gathering) {
        toPort(removeFirst());
      }
    }
  }

  /** Nobody knows whether it is safe: frames do not go out. */
  void discard(long gathering) {
    synchronized (held) {
      while (!held.isEmpty() && held.peekFirst().gathering <= gathering) {
        removeFirst();
        counters.increment(LinkCounter.REPLIES_REFUSED);
      }
    }
  }

  private SendResult hold(byte[] frame, long gathering) {
    Held next = new Held(frame, gathering);
    if (port.status().state() != PortState.OPEN) {
      return refused(SendResult.CLOSED);
    }
    if (heldBytes + next.cost() > MAX_HELD_BYTES) {
      return refused(SendResult.QUEUE_FULL);
    }
    held.addLast(next);
    heldBytes += next.cost();
    counters.increment(LinkCounter.REPLIES_HELD);
    return SendResult.ACCEPTED;
  }

  private byte[] removeFirst() {
    Held first = held.removeFirst();
    heldBytes -= first.cost();
    return first.frame;
  }

  private SendResult toPort(byte[] frame) {
    if (port.enqueue(frame)) {
      counters.increment(LinkCounter.FRAMES_OUT);
      if (line.any()) {
        FrameFormat format = form.current().format();
        line.tell(listener -> listener.sent(link, format, frame, 0, frame.length));
      }
      return SendResult.ACCEPTED;
    }
    return refused(
        port.status().state() == PortState.OPEN ? SendResult.QUEUE_FULL : SendResult.CLOSED);
  }

  private SendResult refused(SendResult reason) {
    counters.increment(LinkCounter.REPLIES_REFUSED);
    return reason;
  }
}
