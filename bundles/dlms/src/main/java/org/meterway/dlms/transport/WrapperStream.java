/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.meterway.dlms.transport.FrameTrace.Direction;
import org.meterway.dlms.transport.FrameTrace.Framing;
import org.meterway.dlms.wrapper.WrapperDecoder;
import org.meterway.dlms.wrapper.WrapperException;
import org.meterway.dlms.wrapper.WrapperHeader;

/**
 * One TCP connection that carries wrappers. Reads and writes block; a {@link Watchdog} closes the
 * connection when they take too long, which costs no system call.
 */
final class WrapperStream implements SocketTransport.Connection {
  private static final int BUFFER = 4096;

  private final WrapperOptions options;
  private final SocketChannel channel;
  private final Watchdog.Watch watch;
  private final WrapperDecoder decoder;
  private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
  private ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);
  private FrameTrace trace;

  /** Not connected yet. */
  WrapperStream(WrapperOptions options) throws IOException {
    this(options, SocketChannel.open());
  }

  /** Connected already. */
  WrapperStream(WrapperOptions options, SocketChannel channel) throws IOException {
    this.options = options;
    this.channel = channel;
    this.decoder = new WrapperDecoder(options.maxApduSize());
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    this.watch = Watchdog.shared().watch(this::closeQuietly);
  }

  void connect(InetSocketAddress peer) throws IOException {
    if (peer.isUnresolved()) {
      close();
      throw new UnknownHostException("the host " + peer.getHostString() + " is not known");
    }
    long timeout = options.connectTimeout().toNanos();
    watch.begin(timeout);
    try {
      channel.connect(peer);
      checkTime(timeout, "connection to " + peer);
    } catch (TransportTimeoutException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      checkTime(timeout, "connection to " + peer);
      throw new IOException("cannot connect to " + peer + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void trace(FrameTrace newTrace) {
    trace = newTrace;
  }

  void send(int source, int destination, byte[] apdu, int offset, int length) throws IOException {
    if (length > options.maxApduSize()) {
      throw new IllegalArgumentException(
          "an APDU of " + length + " bytes, at most " + options.maxApduSize() + " can be sent");
    }
    ByteBuffer out = output;
    if (out.capacity() < WrapperHeader.SIZE + length) {
      out = ByteBuffer.allocateDirect(WrapperHeader.SIZE + length);
      output = out;
    }
    out.clear();
    out.putShort((short) WrapperHeader.VERSION);
    out.putShort((short) source);
    out.putShort((short) destination);
    out.putShort((short) length);
    out.put(apdu, offset, length);
    out.flip();
    if (trace != null) {
      trace(Direction.SENT, out);
    }
    long timeout = options.sendTimeout().toNanos();
    watch.begin(timeout);
    try {
      do {
        channel.write(out);
      } while (out.hasRemaining());
    } catch (IOException e) {
      throw ended(e, timeout, "room for what is sent");
    }
    checkTime(timeout, "room for what is sent");
  }

  Received receive(Received received, long timeout) throws IOException {
    try {
      if (!decoder.next()) {
        read(timeout);
      }
    } catch (WrapperException e) {
      close();
      throw new LinkException(e.getMessage(), e);
    }
    return WrapperFrames.received(decoder, trace, received);
  }

  private void read(long timeout) throws IOException, WrapperException {
    ByteBuffer in = input;
    watch.begin(timeout);
    try {
      do {
        in.clear();
        if (channel.read(in) < 0) {
          throw new EOFException(
              decoder.isPending()
                  ? "the peer closed the connection within a wrapper"
                  : "the peer closed the connection");
        }
        decoder.put(in.flip());
      } while (!decoder.next());
    } catch (IOException e) {
      throw ended(e, timeout, "APDU");
    }
    checkTime(timeout, "APDU");
  }

  /** What is thrown for an error that ends the connection. */
  private IOException ended(IOException cause, long timeout, String what) throws IOException {
    close();
    checkTime(timeout, what);
    if (cause instanceof ClosedChannelException) {
      return new IOException("the transport is closed", cause);
    }
    return cause;
  }

  private void checkTime(long timeout, String what) throws TransportTimeoutException {
    if (!watch.end()) {
      throw new TransportTimeoutException(
          "no " + what + " within " + TimeUnit.NANOSECONDS.toMillis(timeout) + " ms");
    }
  }

  private void trace(Direction direction, ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    frame.flip();
    trace.frame(direction, Framing.WRAPPER, bytes, 0, bytes.length);
  }

  @Override
  public void close() throws IOException {
    watch.close();
    channel.close();
  }

  private void closeQuietly() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no more use either way, and whoever waited for it is told of the time-out.
    }
  }
}
