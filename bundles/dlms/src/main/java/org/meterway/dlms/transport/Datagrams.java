/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.meterway.dlms.transport.FrameTrace.Direction;
import org.meterway.dlms.transport.FrameTrace.Framing;
import org.meterway.dlms.wrapper.WrapperException;
import org.meterway.dlms.wrapper.WrapperHeader;

/** Wrappers in UDP datagrams, one in each. Whatever is no wrapper is dropped. */
final class Datagrams implements SocketTransport.Connection {
  /** What fits a datagram over IPv4. */
  static final int MAX_APDU = 65507 - WrapperHeader.SIZE;

  private final DatagramChannel channel;
  private final Selector selector;
  private final int maxApduSize;
  private final ByteBuffer input;
  private final ByteBuffer output;
  private FrameTrace trace;
  private SocketAddress sender;

  Datagrams(DatagramChannel channel, WrapperOptions options) throws IOException {
    this.channel = channel;
    this.maxApduSize = Math.min(options.maxApduSize(), MAX_APDU);
    // One byte more, so that a longer datagram shows.
    this.input = ByteBuffer.wrap(new byte[WrapperHeader.SIZE + maxApduSize + 1]);
    this.output = ByteBuffer.wrap(new byte[WrapperHeader.SIZE + maxApduSize]);
    channel.configureBlocking(false);
    this.selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
  }

  int maxApduSize() {
    return maxApduSize;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void trace(FrameTrace newTrace) {
    trace = newTrace;
  }

  /** Who sent what was received the latest. */
  SocketAddress sender() {
    return sender;
  }

  void send(
      SocketAddress receiver, int source, int destination, byte[] apdu, int offset, int length)
      throws IOException {
    if (length > maxApduSize) {
      throw new IllegalArgumentException(
          "an APDU of " + length + " bytes, at most " + maxApduSize + " can be sent");
    }
    new WrapperHeader(source, destination, length).write(output.array(), 0);
    output.clear().position(WrapperHeader.SIZE);
    output.put(apdu, offset, length).flip();
    if (trace != null) {
      trace.frame(Direction.SENT, Framing.WRAPPER, output.array(), 0, output.limit());
    }
    if (channel.send(output, receiver) == 0) {
      throw new IOException("no room for a datagram of " + output.limit() + " bytes");
    }
  }

  Received receive(Received received, Duration timeout) throws IOException {
    try {
      return receiveBy(System.nanoTime() + timeout.toNanos(), received, timeout);
    } catch (ClosedChannelException | ClosedSelectorException e) {
      throw new IOException("the transport is closed", e);
    }
  }

  private Received receiveBy(long end, Received received, Duration timeout) throws IOException {
    while (true) {
      sender = channel.receive(input.clear());
      if (sender != null) {
        if (take(received)) {
          return received;
        }
        continue;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new TransportTimeoutException("no APDU within " + timeout.toMillis() + " ms");
      }
      selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      selector.selectedKeys().clear();
    }
  }

  private boolean take(Received received) {
    int length = input.position();
    byte[] bytes = input.array();
    try {
      WrapperHeader header = WrapperHeader.read(bytes, 0, length);
      if (header.length() != length - WrapperHeader.SIZE || header.length() > maxApduSize) {
        return false;
      }
      if (trace != null) {
        trace.frame(Direction.RECEIVED, Framing.WRAPPER, bytes, 0, length);
      }
      received
          .set(bytes, WrapperHeader.SIZE, header.length())
          .route(header.source(), header.destination(), false);
      return true;
    } catch (WrapperException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
