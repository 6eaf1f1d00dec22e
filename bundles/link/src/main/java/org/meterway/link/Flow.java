/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LineListener;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * What flows between one port and one head end, from when both are there and the configuration is
 * good until one of them goes. Bytes flow from construction to {@link #close}.
 */
final class Flow implements AutoCloseable {
  /** How long closing waits for bytes that are being decoded. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(1);

  private final HeadEnd headEnd;
  private final OutgoingForm outgoing;
  private final MessageLane lane;
  private final MeterSide meterSide;
  private final HeadEndSide headEndSide;
  private final Uplink uplink;
  private final Downlink downlink;
  private final ServiceRegistration<DownlinkListener> downlinkRegistration;
  private final ServiceRegistration<PortListener> uplinkRegistration;
  private LinkOptions options;

  /** The services that a flow is made of, besides its two ends. */
  record Services(
      BundleContext context,
      HandlerRegistry registry,
      FrameCodec frames,
      MessageCodec messages,
      LinkTimer timer) {}

  Flow(
      String link,
      LinkOptions options,
      MeterPort port,
      HeadEnd headEnd,
      Services services,
      Taps<MessageListener> taps,
      Taps<LineListener> line,
      Counters<LinkCounter> counters) {
    this.options = options;
    this.headEnd = headEnd;
    outgoing = new OutgoingForm(services.frames(), options);
    headEndSide = new HeadEndSide(headEnd, counters);
    meterSide =
        new MeterSide(link, port, services.messages(), outgoing, headEndSide, line, counters);
    lane = services.registry().open(new LinkContext(link, meterSide, headEndSide));
    uplink =
        new Uplink(
            link,
            options,
            services.frames(),
            services.messages(),
            outgoing,
            taps,
            line,
            lane,
            port,
            meterSide,
            headEndSide,
            services.timer(),
            counters);
    downlink = new Downlink(link, port, outgoing, options, line, counters);
    Dictionary<String, Object> ofHeadEnd = naming(DownlinkListener.HEAD_END, headEnd.name());
    ofHeadEnd.put(DownlinkListener.NAME, link);
    downlinkRegistration =
        services.context().registerService(DownlinkListener.class, downlink, ofHeadEnd);
    uplinkRegistration =
        services
            .context()
            .registerService(
                PortListener.class, new FromPort(), naming(PortListener.PORT, port.name()));
  }

  void reconfigure(LinkOptions changed) {
    if (changed.equals(options)) {
      return;
    }
    boolean formatChanged = !changed.format().equals(options.format());
    options = changed;
    outgoing.configure(changed);
    uplink.reconfigure(changed, formatChanged);
    downlink.reconfigure(changed);
  }

  SendResult toMeter(Message message) {
    return meterSide.send(message);
  }

  SendResult toHeadEnd(byte[] payload) {
    return headEndSide.send(payload);
  }

  LinkProgress progress() {
    HeadEndStatus status = headEnd.status();
    boolean connected = status.state() == HeadEndState.CONNECTED;
    return new LinkProgress(
        lane.depth(),
        lane.finished(),
        connected ? status.queuedPayloads() : 0,
        status.transmittedPayloads());
  }

  /** Faults by cause, under their reported names. */
  Map<String, Long> faults() {
    return uplink.faults();
  }

  /** When the last good frame came, in milliseconds of the epoch; 0 before the first one. */
  long lastFrameMillis() {
    return uplink.lastFrameMillis();
  }

  /** Since when the meter is held back, in milliseconds of the epoch; 0 while it is not. */
  long heldBackSince() {
    return headEndSide.heldBackSince();
  }

  /** Stops listening, then lets the lane end what it has. Bounded, whatever handlers do. */
  @Override
  public void close() {
    uplink.stop();
    downlink.close();
    uplinkRegistration.unregister();
    downlinkRegistration.unregister();
    boolean ended = uplink.close(LAST_BYTES);
    // Frees a reader that waits for room in the lane.
    lane.close();
    if (!ended && !uplink.close(LAST_BYTES)) {
      uplink.abandon();
    }
  }

  /** What the port says concerns both ways. */
  private final class FromPort implements PortListener {
    @Override
    public void received(byte[] buffer, int offset, int length) {
      uplink.received(buffer, offset, length);
    }

    @Override
    public void stateChanged(PortStatus status) {
      // First, for the other way may wait for the disk.
      downlink.portChanged(status);
      uplink.stateChanged(status);
    }
  }

  private static Dictionary<String, Object> naming(String key, String name) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(key, name);
    return properties;
  }
}
