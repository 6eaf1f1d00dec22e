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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.link.LineListener;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meter to head end: bytes of the port to frames, frames to messages, messages to the link's lane.
 *
 * <p>The port's reader thread and, after a silence, a thread of the link's own use the decoder; a
 * lock keeps them apart. The timer only notices the silence: it serves all links, and what comes
 * out of the decoder may have to wait for the disk or a full lane. Nothing under the lock does I/O:
 * what a non-blocking handler sends is gathered and transmitted behind it, and then go its replies.
 *
 * <p>A head end without room holds the meter back: the reader waits before it decodes.
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
  private final Taps<MessageListener> taps;
  private final Taps<LineListener> line;
  private final MessageLane lane;
  private final MeterPort port;
  private final MeterSide meter;
  private final HeadEndSide headEnd;
  private final LinkTimer timer;
  private final OwnThread ownThread;
  private final Counters<LinkCounter> counters;
  private final Counters<FrameError> faults = new Counters<>(FrameError.class);
  private final RateLimit malformedLog = new RateLimit();
  private final RateLimit faultLog = new RateLimit();

  private final ReentrantLock decoding = new ReentrantLock();
  private final AtomicBoolean watched = new AtomicBoolean();
  private FrameDecoder decoder;
  private FcsOrder order = FcsOrder.EITHER;
  private volatile long silentNanos;
  private volatile FrameFormat format;

  // Of the port's thread: a line is not silent while nobody listens, since the reader waits for
  // room, the disk or a full lane; and all that time does not count as the frame's.
  private volatile boolean busy;
  private volatile long lastByte = System.nanoTime();
  private volatile long deafNanos;

  private volatile boolean pending;

  // Guarded by the lock: the frame under way that was seen at an earlier check, and since when.
  private long overduePosition = -1;
  private long overdueSince;
  private volatile boolean closing;
  private volatile boolean closed;
  private volatile long lastFrameMillis;

  Uplink(
      String link,
      LinkOptions options,
      FrameCodec frames,
      MessageCodec messages,
      OutgoingForm outgoing,
      Taps<MessageListener> taps,
      Taps<LineListener> line,
      MessageLane lane,
      MeterPort port,
      MeterSide meter,
      HeadEndSide headEnd,
      LinkTimer timer,
      Counters<LinkCounter> counters) {
    this.link = link;
    this.frames = frames;
    this.messages = messages;
    this.outgoing = outgoing;
    this.taps = taps;
    this.line = line;
    this.lane = lane;
    this.port = port;
    this.meter = meter;
    this.headEnd = headEnd;
    this.timer = timer;
    ownThread = new OwnThread("meterway-link-" + link);
    this.counters = counters;
    format = options.format();
    decoder = frames.newDecoder(format, this);
    silentNanos = options.frameTimeout().toNanos();
  }

  /** Takes over changed options; what is pending in the old form is given up. */
  void reconfigure(LinkOptions options, boolean formatChanged) {
    silentNanos = options.frameTimeout().toNanos();
    if (formatChanged) {
      decodeWith(
          () -> {
            decoder.expire();
            format = options.format();
            decoder = frames.newDecoder(format, this);
          });
    }
  }

  /** The meter is held back no longer. */
  void stop() {
    closing = true;
  }

  /**
   * Waits for bytes that are being decoded and gives up what is pending; takes no more bytes.
   *
   * @return whether nothing is being decoded any more; not when that takes longer
   */
  boolean close(Duration atMost) {
    closing = true;
    ownThread.close();
    boolean mine = false;
    try {
      mine = decoding.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (mine) {
      decodeAndUnlock(
          () -> {
            decoder.expire();
            closed = true;
          });
    }
    return mine;
  }

  /** Takes no more bytes, whatever is being decoded. */
  void abandon() {
    closed = true;
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    long begin = System.nanoTime();
    busy = true;
    try {
      if (line.any()) {
        line.tell(listener -> listener.received(link, format, buffer, offset, length));
      }
      headEnd.awaitRoom(this::mayHoldBack);
      decodeWith(() -> decoder.decode(buffer, offset, length));
    } finally {
      lastByte = System.nanoTime();
      deafNanos += lastByte - begin;
      busy = false;
    }
    watch();
  }

  /** A port that is not open any more wants its thread back, to open again. */
  private boolean mayHoldBack() {
    return !closing && port.status().state() == PortState.OPEN;
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
      if (taps.any()) {
        taps.tell(listener -> listener.received(link, message, buffer, offset, length));
      }
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
    decodeAndUnlock(action);
  }

  private void decodeAndUnlock(Runnable action) {
    long gathered = HeadEndSide.NOTHING;
    try {
      if (!closed) {
        headEnd.gather();
        try {
          action.run();
        } finally {
          gathered = headEnd.endGathering();
          pending = decoder.isPending();
        }
      }
    } finally {
      decoding.unlock();
      if (gathered != HeadEndSide.NOTHING) {
        transmit(gathered);
      }
    }
    watch();
  }

  /** Waits for the disk; then the replies go that may promise that it is done. */
  private void transmit(long gathered) {
    boolean safe = false;
    try {
      headEnd.transmit();
      safe = true;
    } finally {
      if (safe) {
        meter.release(gathered);
      } else {
        meter.discard(gathered);
      }
    }
  }

  /** One check is under way at most, however many chunks come. */
  private void watch() {
    if (pending && !busy && !closing && watched.compareAndSet(false, true)) {
      long rest = silentNanos - (System.nanoTime() - lastByte);
      timer.schedule(this::check, Duration.ofNanos(Math.max(SHORTEST_WAIT_NANOS, rest)));
    }
  }

  /** On the timer's thread. */
  private void check() {
    watched.set(false);
    boolean due = false;
    // A held lock means that bytes are being decoded right now: the line is not silent.
    if (decoding.tryLock()) {
      try {
        due = pending && !busy && (isSilent() || isOverdue());
      } finally {
        decoding.unlock();
      }
    }
    if (!due || !ownThread.run(() -> decodeWith(this::giveUpWhatIsOverdue))) {
      watch();
    }
  }

  // More bytes may have come meanwhile.
  private void giveUpWhatIsOverdue() {
    if (busy) {
      return;
    }
    if (isSilent()) {
      decoder.expire();
    } else if (isOverdue()) {
      decoder.recover();
    }
  }

  private boolean isSilent() {
    return System.nanoTime() - lastByte >= silentNanos;
  }

  /** Whether the frame under way has been so for too long on a line that is not silent. */
  private boolean isOverdue() {
    long now = System.nanoTime() - deafNanos;
    if (decoder.pendingPosition() != overduePosition) {
      overduePosition = decoder.pendingPosition();
      overdueSince = now;
      return false;
    }
    return now - overdueSince >= silentNanos;
  }
}
