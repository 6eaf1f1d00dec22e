/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

/**
 * Keeps the order of the protocol on one connection: WELCOME first and once, ACKs that only rise.
 * Takes frames from a {@link DownstreamDecoder} and hands them on. Not thread-safe.
 */
public final class ConfirmedSession implements DownstreamHandler {
  /** How far the connection is. */
  private enum State {
    /** HELLO is on its way; WELCOME has to come. */
    GREETING,
    /** Payloads may flow. */
    OPEN
  }

  private final DownstreamHandler next;
  private State state = State.GREETING;
  private long highest;

  /** A connection on which HELLO is the next that is said. */
  public ConfirmedSession(DownstreamHandler next) {
    this.next = next;
  }

  /** Whether WELCOME has come. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  @Override
  public void welcome(long number) throws ProtocolException {
    if (state == State.OPEN) {
      throw new ProtocolException("a second WELCOME");
    }
    state = State.OPEN;
    highest = number;
    next.welcome(number);
  }

  @Override
  public void acknowledged(long number) throws ProtocolException {
    requireOpen("ACK");
    if (number > highest) {
      highest = number;
      next.acknowledged(number);
    }
  }

  @Override
  public void down(byte[] buffer, int offset, int length) throws ProtocolException {
    requireOpen("DOWN");
    next.down(buffer, offset, length);
  }

  @Override
  public void ping() throws ProtocolException {
    next.ping();
  }

  @Override
  public void pong() throws ProtocolException {
    next.pong();
  }

  @Override
  public void request(ParameterRequest request) throws ProtocolException {
    requireOpen("REQUEST");
    next.request(request);
  }

  @Override
  public void refused(String reason) throws ProtocolException {
    next.refused(reason);
  }

  private void requireOpen(String frame) throws ProtocolException {
    if (state != State.OPEN) {
      throw new ProtocolException(frame + " before WELCOME");
    }
  }
}
