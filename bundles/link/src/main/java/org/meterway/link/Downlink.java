/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.meterway.api.codec.FrameFormat;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.link.LineListener;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Head end to meter: bytes into transparent frames. Runs on the thread that brings the bytes and
 * waits there for a slow line, and for a bounded time for a closed port, which slows the head end.
 *
 * <p>Nothing is stored: what the meter does not take in time is counted as undeliverable. A frame
 * that the driver has taken to its last byte counts as written when the line breaks; one that was
 * cut off, which no meter takes, is written again as a whole.
 */
final class Downlink implements DownlinkListener {
  private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);

  private final String link;
  private final MeterPort port;
  private final OutgoingForm form;
  private final Taps<LineListener> line;
  private final Counters<LinkCounter> counters;
  private final RateLimit undeliverableLog = new RateLimit();
  private final Outage outage;
  private final DownlinkBatch batch = new DownlinkBatch();
  private volatile boolean closed;

  Downlink(
      String link,
      MeterPort port,
      OutgoingForm form,
      LinkOptions options,
      Taps<LineListener> line,
      Counters<LinkCounter> counters) {
    this.link = link;
    this.port = port;
    this.form = form;
    this.line = line;
    this.counters = counters;
    outage = new Outage(port, options.downlinkWait(), counters);
  }

  void reconfigure(LinkOptions options) {
    outage.limit(options.downlinkWait());
  }

  /** The port's state has changed. */
  void portChanged(PortStatus status) {
    outage.portChanged(status);
  }

  /** A delivery that waits for the port ends now; one under way, behind the write that is. */
  void close() {
    closed = true;
    outage.close();
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int next = offset;
    while (next < end) {
      batch.fill(form.current(), buffer, next, end);
      outage.begin();
      try {
        if (closed) {
          throw new PortException("the link was closed");
        }
        port.write(batch.bytes(), 0, batch.length());
        outage.over();
        next += written(batch.length());
      } catch (PortException failed) {
        next += written(failed.written());
        if (next < end && !outage.await()) {
          undeliverable(end - next, failed);
          return;
        }
      }
    }
  }

  /** The driver has taken so many bytes of the batch; returns the payload in whole frames. */
  private int written(int bytes) {
    int frames = batch.frames(bytes);
    if (line.any()) {
      show(frames);
    }
    int payload = batch.payload(frames);
    counters.add(LinkCounter.FRAMES_OUT, frames);
    counters.add(LinkCounter.DOWNLINK_BYTES, payload);
    return payload;
  }

  private void show(int frames) {
    FrameFormat format = form.current().format();
    for (int frame = 0; frame < frames; frame++) {
      int start = batch.start(frame);
      int length = batch.end(frame) - start;
      line.tell(listener -> listener.sent(link, format, batch.bytes(), start, length));
    }
  }

  private void undeliverable(int bytes, PortException failed) {
    int maxPayload = form.current().maxPayload();
    counters.add(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES, bytes);
    counters.add(
        LinkCounter.DOWNLINK_UNDELIVERABLE_PAYLOADS, (bytes + maxPayload - 1) / maxPayload);
    if (undeliverableLog.permits()) {
      LOG.warn(
          "Link {}: {} bytes from the head end did not reach the meter within {} ms: {}",
          link,
          bytes,
          outage.limit().toMillis(),
          failed.getMessage());
    }
  }
}
