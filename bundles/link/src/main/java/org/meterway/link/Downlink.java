/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Head end to meter: bytes into transparent frames. Runs on the head end's reader thread and waits
 * there for a slow line, which slows the head end.
 */
final class Downlink implements DownlinkListener {
  private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);

  /** Frames are handed to the port together up to about this size: what a driver takes at once. */
  private static final int BATCH = 4096;

  private final String link;
  private final MeterPort port;
  private final OutgoingForm form;
  private final Counters<LinkCounter> counters;
  private final RateLimit undeliverableLog = new RateLimit();
  private byte[] batch = new byte[0];
  private volatile boolean closed;

  Downlink(String link, MeterPort port, OutgoingForm form, Counters<LinkCounter> counters) {
    this.link = link;
    this.port = port;
    this.form = form;
    this.counters = counters;
  }

  /** A delivery that is under way ends behind the write that is. */
  void close() {
    closed = true;
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    OutgoingForm.Form current = form.current();
    FrameEncoder encoder = current.encoder();
    int frameRoom = encoder.maxFrameLength(current.maxPayload());
    if (batch.length < Math.max(BATCH, frameRoom)) {
      batch = new byte[Math.max(BATCH, frameRoom)];
    }
    int end = offset + length;
    int next = offset;
    while (next < end) {
      int first = next;
      int used = 0;
      int frames = 0;
      while (next < end && used + frameRoom <= batch.length) {
        int payload = Math.min(current.maxPayload(), end - next);
        used +=
            encoder.encode(
                Message.TRANSPARENT, Command.SERIAL_NET.code(), buffer, next, payload, batch, used);
        next += payload;
        frames++;
      }
      try {
        if (closed) {
          throw new PortException("the link was closed");
        }
        port.write(batch, 0, used);
      } catch (PortException failed) {
        undeliverable(end - first, failed);
        return;
      }
      counters.add(LinkCounter.FRAMES_OUT, frames);
      counters.add(LinkCounter.DOWNLINK_BYTES, next - first);
    }
  }

  private void undeliverable(int bytes, PortException failed) {
    counters.add(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES, bytes);
    if (undeliverableLog.permits()) {
      LOG.warn(
          "Link {}: {} bytes from the head end did not reach the meter: {}",
          link,
          bytes,
          failed.getMessage());
    }
  }
}
