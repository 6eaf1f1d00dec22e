/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.meterway.api.status.Counters;
import org.meterway.api.store.PayloadQueue;
import org.meterway.tcp.confirm.ConfirmedSession;
import org.meterway.tcp.confirm.DownstreamDecoder;
import org.meterway.tcp.confirm.DownstreamHandler;
import org.meterway.tcp.confirm.ParameterRequest;
import org.meterway.tcp.confirm.ProtocolException;
import org.meterway.tcp.confirm.UpstreamFrames;

/** Frames of the protocol of confirmed delivery come down. */
final class ProtocolIncoming implements Incoming, DownstreamHandler {
  private final PayloadQueue queue;
  private final ProtocolRule rule;
  private final Session session;
  private final Transmitter transmitter;
  private final Downlink downlink;
  private final HeadEndRequests requests;
  private final Counters<HeadEndCounter> counters;
  private final LongSupplier nanoTime;
  private final DownstreamDecoder decoder;
  private boolean news;

  ProtocolIncoming(
      PayloadQueue queue,
      ProtocolRule rule,
      Session session,
      Transmitter transmitter,
      Downlink downlink,
      HeadEndRequests requests,
      int downlinkMaxBytes,
      Counters<HeadEndCounter> counters,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.rule = rule;
    this.session = session;
    this.transmitter = transmitter;
    this.downlink = downlink;
    this.requests = requests;
    this.counters = counters;
    this.nanoTime = nanoTime;
    decoder = new DownstreamDecoder(downlinkMaxBytes, new ConfirmedSession(this));
    session.greeting(true);
  }

  @Override
  public void received(byte[] buffer, int length) throws IOException {
    try {
      decoder.decode(buffer, 0, length);
    } catch (ProtocolException e) {
      counters.increment(HeadEndCounter.PROTOCOL_ERRORS);
      throw e;
    } finally {
      if (news) {
        news = false;
        transmitter.drain();
      }
    }
  }

  @Override
  public void beat() {
    session.control().add(UpstreamFrames.ping(), HeadEndCounter.HEARTBEATS);
    session.pinged(nanoTime.getAsLong());
    transmitter.drain();
  }

  /**
   * A number that was not sent is one of another life of this queue, of which its folder knows
   * nothing: payloads that have it now are others.
   */
  @Override
  public void welcome(long highest) throws ProtocolException {
    if (highest > rule.highestSent()) {
      queue.renewStream();
      throw new ProtocolException(
          "the head end has payloads up to number "
              + highest
              + ", which this gateway has not sent; a new stream begins");
    }
    session.greeting(false);
    rule.welcomed(highest);
    news = true;
  }

  @Override
  public void acknowledged(long highest) {
    rule.confirmed(highest);
    news = true;
  }

  @Override
  public void down(byte[] buffer, int offset, int length) {
    downlink.deliver(buffer, offset, length);
  }

  @Override
  public void ping() {
    session.control().addOnce(UpstreamFrames.pong());
    news = true;
  }

  @Override
  public void pong() {}

  @Override
  public void request(ParameterRequest request) {
    requests.ask(session, request);
  }

  @Override
  public void refused(String reason) throws ProtocolException {
    throw new ProtocolException(
        "refused by the head end" + (reason.isEmpty() ? "" : ": " + reason));
  }
}
