/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterway.dlms.transport.ApduConversation;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.dlms.transport.LinkListener;
import org.meterway.dlms.transport.Received;
import org.meterway.dlms.transport.Servers;
import org.meterway.dlms.transport.TransportTimeoutException;

/** HDLC over a line, with or without a sign-on before. */
final class HdlcConnection implements Connection, Output, LinkListener, Runnable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int MOST_WAITING = 64;

  private final FaultyLine line;
  private final ApduConversation conversation;
  private final Faults faults;
  private final Sessions sessions;
  private final Runnable ended;
  private final Queue<Waiting> pushes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  /** A notification that the connection's thread has to send. */
  private record Waiting(int client, int server, byte[] apdu) {}

  HdlcConnection(ByteLine line, boolean signOn, Meter meter, Runnable ended) throws IOException {
    this.ended = ended;
    faults = meter.newFaults();
    sessions = new Sessions(meter, this, faults);
    this.line = new FaultyLine(line, faults);
    line.open();
    conversation =
        signOn
            ? Servers.modeE(this.line, meter.options().signOn(), meter.options().hdlc())
            : Servers.hdlc(this.line, meter.options().hdlc());
    conversation.onLink(this);
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        sendWaiting();
        try {
          Received received = conversation.receive(LOOK_AGAIN);
          if (received == null) {
            return;
          }
          sessions.received(
              received.source(),
              received.destination(),
              received.array(),
              received.offset(),
              received.length());
        } catch (TransportTimeoutException e) {
          // Nobody speaks; there may be something to push.
        }
      }
    } catch (IOException e) {
      // The client has gone, or a fault has closed the connection.
    } finally {
      close();
      sessions.end();
      ended.run();
    }
  }

  private void sendWaiting() throws IOException {
    for (Waiting next = pushes.poll(); next != null; next = pushes.poll()) {
      waiting.decrementAndGet();
      conversation.push(next.client, next.server, next.apdu, 0, next.apdu.length);
    }
  }

  @Override
  public void connected(int client, int logicalDevice) {
    sessions.linkChanged(client, logicalDevice);
  }

  @Override
  public void disconnected(int client, int logicalDevice) {
    sessions.linkChanged(client, logicalDevice);
  }

  @Override
  public void send(int client, int server, byte[] apdu, int offset, int length) throws IOException {
    conversation.send(client, server, apdu, offset, length);
  }

  @Override
  public void push(int client, int server, byte[] apdu, int offset, int length) throws IOException {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      throw new IOException(MOST_WAITING + " notifications wait for the line");
    }
    byte[] copy = new byte[length];
    System.arraycopy(apdu, offset, copy, 0, length);
    pushes.add(new Waiting(client, server, copy));
  }

  @Override
  public int push(int client, byte[] plain) throws IOException {
    return sessions.push(client, plain);
  }

  @Override
  public void pause(int milliseconds) throws IOException {
    line.pause(milliseconds);
  }

  @Override
  public int maxApduSize() {
    return conversation.maxApduSize();
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    closed = true;
    try {
      line.close();
    } catch (IOException e) {
      // Nothing is lost with it.
    }
  }
}
