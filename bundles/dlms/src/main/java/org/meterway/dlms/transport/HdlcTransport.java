/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.hdlc.HdlcClientLink;
import org.meterway.dlms.hdlc.HdlcClientLink.State;
import org.meterway.dlms.hdlc.HdlcEncoder;
import org.meterway.dlms.hdlc.HdlcEvent;
import org.meterway.dlms.hdlc.HdlcException;
import org.meterway.dlms.hdlc.HdlcException.Reason;
import org.meterway.dlms.hdlc.HdlcTiming;

/** APDUs over HDLC over a line, perhaps after a sign-on. */
final class HdlcTransport implements ApduTransport {
  /** How many APDUs that come while one is sent are kept; older ones give way. */
  private static final int MOST_EARLY = 16;

  private static final long NEVER = Long.MAX_VALUE;

  private final ByteLine line;
  private final SignOn signOn;
  private final HdlcOptions options;
  private final HdlcClientLink link;
  private final Time time = new Time();
  private final byte[] buffer = new byte[4096];
  private final Received received = new Received();

  /** What came while an APDU was sent. */
  private final Deque<Received> early = new ArrayDeque<>();

  private final AtomicBoolean inUse = new AtomicBoolean();
  private FrameTrace trace;
  private volatile boolean open;

  /**
   * Not open.
   *
   * @param signOn null for none
   */
  HdlcTransport(ByteLine line, SignOn signOn, HdlcOptions options) {
    boolean dropEcho = options.dropEcho() || signOn != null && signOn.dropEcho();
    this.line = dropEcho ? new EchoDroppingLine(line) : line;
    this.signOn = signOn;
    this.options = options;
    this.link =
        new HdlcClientLink(
            HdlcAddress.client(options.client()),
            options.server(),
            options.parameters(),
            new HdlcTiming(
                options.responseTimeout().toNanos(),
                options.interOctetTimeout().toNanos(),
                options.retries()),
            options.maxApduSize());
  }

  @Override
  public void open() throws IOException {
    if (open) {
      return;
    }
    enter();
    try {
      early.clear();
      line.open();
      if (signOn != null) {
        signOn.over(line, trace);
      }
      link.reset();
      link.connect(time.now());
      while (link.state() != State.CONNECTED) {
        keep(step(NEVER));
      }
      open = true;
    } catch (IOException e) {
      closeAfter(e);
      throw e;
    } finally {
      inUse.set(false);
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void send(byte[] apdu, int offset, int length) throws IOException {
    if (length > options.maxApduSize()) {
      throw new IllegalArgumentException(
          "an APDU of " + length + " bytes, at most " + options.maxApduSize() + " can be sent");
    }
    enter();
    try {
      checkOpen();
      while (!link.canSend()) {
        link.poll(time.now());
        keep(step(NEVER));
      }
      link.send(apdu, offset, length, time.now());
      flush();
      while (link.isSending()) {
        keep(step(NEVER));
      }
    } catch (IOException e) {
      closeAfter(e);
      throw e;
    } finally {
      inUse.set(false);
    }
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    enter();
    try {
      checkOpen();
      Received kept = early.poll();
      if (kept != null) {
        return kept;
      }
      long until = time.now() + timeout.toNanos();
      link.poll(time.now());
      HdlcEvent event;
      do {
        event = step(until);
        if (event == HdlcEvent.APDU || event == HdlcEvent.PUSH) {
          return take(received, event);
        }
      } while (time.now() < until);
    } catch (IOException e) {
      closeAfter(e);
      throw e;
    } finally {
      inUse.set(false);
    }
    throw new TransportTimeoutException("no APDU within " + timeout.toMillis() + " ms");
  }

  /**
   * Waits for bytes once, unless there is an event without.
   *
   * @param until when to return at the latest
   */
  private HdlcEvent step(long until) throws IOException {
    long now = time.now();
    HdlcEvent event;
    try {
      event = link.next(now);
    } catch (HdlcException e) {
      flush();
      throw failure(e);
    }
    flush();
    if (event != HdlcEvent.NONE) {
      return event;
    }
    Duration wait = time.until(Math.min(until, link.deadline()));
    int count = line.read(buffer, 0, buffer.length, wait);
    if (count < 0) {
      throw new EOFException("the line ended");
    }
    if (count > 0) {
      link.put(buffer, 0, count, time.now());
    }
    return HdlcEvent.NONE;
  }

  private static IOException failure(HdlcException e) {
    return e.reason() == Reason.NO_ANSWER
        ? new TransportTimeoutException(e.getMessage())
        : new LinkException(e.getMessage(), e);
  }

  private void flush() throws IOException {
    HdlcEncoder out = link.output();
    if (out.size() > 0) {
      line.write(out.array(), 0, out.size());
      out.reset();
    }
  }

  private void keep(HdlcEvent event) {
    if (event != HdlcEvent.APDU && event != HdlcEvent.PUSH) {
      return;
    }
    if (early.size() == MOST_EARLY) {
      early.remove();
    }
    Received kept = take(new Received(), event);
    early.add(kept.set(kept.toByteArray(), 0, kept.length()));
  }

  private Received take(Received target, HdlcEvent event) {
    return target
        .set(link.apduArray(), link.apduOffset(), link.apduLength())
        .route(link.apduSource().upper(), options.client(), event == HdlcEvent.PUSH);
  }

  private void enter() {
    if (!inUse.compareAndSet(false, true)) {
      throw new IllegalStateException("another thread uses the transport");
    }
  }

  private void checkOpen() throws IOException {
    if (!open) {
      throw new IOException("the transport is not open");
    }
  }

  private void closeAfter(IOException cause) {
    open = false;
    try {
      line.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public int maxApduSize() {
    return options.maxApduSize();
  }

  @Override
  public void trace(FrameTrace newTrace) {
    trace = newTrace;
    link.trace(TracedLink.of(newTrace));
  }

  @Override
  public void close() throws IOException {
    boolean mine = inUse.compareAndSet(false, true);
    try {
      if (mine && open) {
        disconnect();
      }
    } finally {
      open = false;
      if (mine) {
        inUse.set(false);
      }
      line.close();
    }
  }

  /** Gives the meter one response time to end the link as well. */
  private void disconnect() {
    long until = time.now() + options.responseTimeout().toNanos();
    link.disconnect(time.now());
    try {
      flush();
      while (link.state() == State.DISCONNECTING && time.now() < until) {
        step(until);
      }
    } catch (IOException e) {
      // The meter ends the link by itself then, after some time without traffic.
    }
  }
}
