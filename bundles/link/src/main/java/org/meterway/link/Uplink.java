/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meter to head end: bytes of the port to frames, frames to messages, messages to the link's lane.
 *
 * <p>The port's reader thread and, after a silence, the timer's thread use the decoder; a lock
 * keeps them apart. Nothing under the lock does I/O: what a non-blocking handler sends is gathered
 * and transmitted behind it.
 */
final class Uplink implements PortListener, FrameSink {
  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final int LOGGED_BYTES = 64;

  /** Also when the lock could not be had for a check. */
  private static final long SHORTEST_WAIT_NANOS = 5_000_000;

  private final String link;
  private final FrameCodec frames;
  private final MessageCodec messages;
  private final OutgoingForm outgoing;
  private final MessageTaps taps;
  private final MessageLane lane;
  private final HeadEndSide headEnd;
  private final LinkTimer timer;
  private final Counters<LinkCounter> counters;
  private final Counters<FrameError> faults = new Counters<>(FrameError.class);
  private final RateLimit malformedLog = new RateLimit();
  private final RateLimit faultLog = new RateLimit();

  private final ReentrantLock decoding = new ReentrantLock();
  private final AtomicBoolean watched = new AtomicBoolean();
  private FrameDecoder decoder;
  private FcsOrder order = FcsOrder.EITHER;
  private volatile long silentNanos;

  /** Written under the lock. */
  private volatile long lastByte;

  private volatile boolean pending;

  // Guarded by the lock: the frame under way that was seen at an earlier check, and since when.
  private long overduePosition = -1;
  private long overdueSince;
  private boolean closed;
  private volatile long lastFrameMillis;

  Uplink(
      String link,
      LinkOptions options,
      FrameCodec frames,
      MessageCodec messages,
      OutgoingForm outgoing,
      MessageTaps taps,
      MessageLane lane,
      HeadEndSide headEnd,
      LinkTimer timer,
      Counters<LinkCounter> counters) {
    this.link = link;
    this.frames = frames;
    this.messages = messages;
    this.outgoing = outgoing;
    this.taps = taps;
    this.lane = lane;
    this.headEnd = headEnd;
    this.timer = timer;
    this.counters = counters;
    decoder = frames.newDecoder(options.format(), this);
    silentNanos = options.frameTimeout().toNanos();
  }

  /** Takes over changed options; what is pending in the old form is given up. */
  void reconfigure(LinkOptions options, boolean formatChanged) {
    silentNanos = options.frameTimeout().toNanos();
    if (formatChanged) {
      decodeWith(
          () -> {
            decoder.expire();
            decoder = frames.newDecoder(options.format(), this);
          });
    }
  }

  /** Waits for bytes that are being decoded and gives up what is pending; takes no more bytes. */
  void close() {
    decodeWith(
        () -> {
          decoder.expire();
          closed = true;
        });
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    decodeWith(
        () -> {
          lastByte = System.nanoTime();
          decoder.decode(buffer, offset, length);
        });
  }

  @Override
  public void stateChanged(PortStatus status) {
    // Bytes of before and after an interruption never form one frame.
    decodeWith(() -> decoder.expire());
  }

  @Override
  public void frame(
      int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
    counters.increment(LinkCounter.FRAMES_IN);
    lastFrameMillis = System.currentTimeMillis();
    if (order != decoder.fcsOrder()) {
      order = decoder.fcsOrder();
      outgoing.learn(order);
    }
    try {
      Message message = messages.decode(protocol, buffer, offset, length);
      taps.received(message, buffer, offset, length);
      lane.dispatch(message);
    } catch (MessageException malformed) {
      counters.increment(LinkCounter.MALFORMED_MESSAGES);
      if (malformedLog.permits()) {
        LOG.warn(
            "Link {}: malformed message, {}: {}",
            link,
            malformed.getMessage(),
            HexFormat.of().formatHex(buffer, offset, offset + Math.min(length, LOGGED_BYTES)));
      }
    }
  }

  @Override
  public void fault(FrameError error, long position, long wireLength) {
    faults.increment(error);
    if (faultLog.permits()) {
      LOG.warn(
          "Link {}: {} bytes from the meter are no good frame: {}; faults so far: {}",
          link,
          wireLength,
          error,
          faultsInWords());
    }
  }

  /** Faults by cause, under their reported names. */
  Map<String, Long> faults() {
    return faults.snapshot();
  }

  private String faultsInWords() {
    return Arrays.stream(FrameError.values())
        .filter(cause -> faults.get(cause) > 0)
        .map(cause -> cause + " " + faults.get(cause))
        .collect(Collectors.joining(", "));
  }

  /** When the last good frame came, in milliseconds of the epoch; 0 before the first one. */
  long lastFrameMillis() {
    return lastFrameMillis;
  }

  private void decodeWith(Runnable action) {
    decoding.lock();
    try {
      decodeLocked(action);
    } finally {
      decoding.unlock();
    }
    headEnd.transmit();
    watch();
  }

  private void decodeLocked(Runnable action) {
    if (closed) {
      return;
    }
    headEnd.gather();
    try {
      action.run();
    } finally {
      headEnd.endGathering();
      pending = decoder.isPending();
    }
  }

  /** One check is under way at most, however many chunks come. */
  private void watch() {
    if (pending && watched.compareAndSet(false, true)) {
      long rest = silentNanos - (System.nanoTime() - lastByte);
      timer.schedule(this::check, Duration.ofNanos(Math.max(SHORTEST_WAIT_NANOS, rest)));
    }
  }

  private void check() {
    watched.set(false);
    // A held lock means that bytes are being decoded right now: the line is not silent.
    if (decoding.tryLock()) {
      try {
        decodeLocked(this::giveUpWhatIsOverdue);
      } finally {
        decoding.unlock();
      }
      headEnd.transmit();
    }
    watch();
  }

  private void giveUpWhatIsOverdue() {
    long now = System.nanoTime();
    if (now - lastByte >= silentNanos) {
      decoder.expire();
    } else if (decoder.pendingPosition() != overduePosition) {
      overduePosition = decoder.pendingPosition();
      overdueSince = now;
    } else if (now - overdueSince >= silentNanos) {
      decoder.recover();
    }
  }
}
