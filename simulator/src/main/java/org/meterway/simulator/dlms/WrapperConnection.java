/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection with wrappers. One read and one write an exchange, no garbage: speed tests of
 * clients measure the client.
 */
final class WrapperConnection implements Connection, Output, Runnable {
  static final int HEADER = 8;
  static final int LARGEST = 0xFFFF;
  private static final int VERSION = 1;
  private static final int START = 4096;

  private final SocketChannel channel;
  private final Faults faults;
  private final Sessions sessions;
  private final Runnable ended;
  private final CountDownLatch closed = new CountDownLatch(1);
  private ByteBuffer in = ByteBuffer.allocate(START);
  private ByteBuffer out = ByteBuffer.allocate(START);

  WrapperConnection(SocketChannel channel, Meter meter, Runnable ended) {
    this.channel = channel;
    this.ended = ended;
    faults = meter.newFaults();
    sessions = new Sessions(meter, this, faults);
  }

  @Override
  public void run() {
    try {
      while (channel.read(in) >= 0) {
        exchange();
      }
    } catch (IOException e) {
      // The client has gone, or a fault has closed the connection.
    } finally {
      close();
      sessions.end();
      ended.run();
    }
  }

  private synchronized void exchange() throws IOException {
    byte[] bytes = in.array();
    int at = 0;
    int end = in.position();
    while (end - at >= HEADER) {
      int length = int16(bytes, at + 6);
      if (int16(bytes, at) != VERSION) {
        throw new IOException("wrapper of version " + int16(bytes, at));
      }
      if (end - at - HEADER < length) {
        makeRoom(at, HEADER + length);
        return;
      }
      sessions.received(int16(bytes, at + 2), int16(bytes, at + 4), bytes, at + HEADER, length);
      flush();
      at += HEADER + length;
    }
    makeRoom(at, HEADER);
  }

  /** Keeps what follows {@code at}, with room for a frame of so many bytes. */
  private void makeRoom(int at, int frame) {
    int left = in.position() - at;
    if (in.capacity() < frame) {
      ByteBuffer larger = ByteBuffer.allocate(frame);
      larger.put(in.array(), at, left);
      in = larger;
    } else {
      if (at > 0 && left > 0) {
        System.arraycopy(in.array(), at, in.array(), 0, left);
      }
      in.position(left);
    }
  }

  static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  /** Writes a header in front of an APDU. */
  static void header(byte[] bytes, int at, int source, int destination, int length) {
    bytes[at] = 0;
    bytes[at + 1] = VERSION;
    bytes[at + 2] = (byte) (source >> 8);
    bytes[at + 3] = (byte) source;
    bytes[at + 4] = (byte) (destination >> 8);
    bytes[at + 5] = (byte) destination;
    bytes[at + 6] = (byte) (length >> 8);
    bytes[at + 7] = (byte) length;
  }

  @Override
  public void send(int client, int server, byte[] apdu, int offset, int length) throws IOException {
    int garbage = faults.amount(MeterFault.Kind.GARBAGE);
    if (garbage > 0) {
      byte[] noise = noise(garbage);
      append(noise, 0, noise.length);
    }
    int at = out.position();
    ensure(HEADER + length);
    header(out.array(), at, server, client, length);
    System.arraycopy(apdu, offset, out.array(), at + HEADER, length);
    out.position(at + HEADER + length);
  }

  /** Bytes by chance, none of which begins a frame. */
  static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    for (int i = 0; i < length; i++) {
      noise[i] |= (byte) 0x80;
    }
    return noise;
  }

  private void append(byte[] bytes, int offset, int length) {
    ensure(length);
    out.put(bytes, offset, length);
  }

  private void ensure(int more) {
    if (out.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + more));
      out.flip();
      larger.put(out);
      out = larger;
    }
  }

  private void flush() throws IOException {
    if (out.position() == 0) {
      return;
    }
    out.flip();
    int pause = faults.amount(MeterFault.Kind.SLOW);
    int limit = out.limit();
    while (out.position() < limit) {
      if (pause >= 0) {
        out.limit(out.position() + 1);
        pause(pause);
      }
      channel.write(out);
    }
    out.clear();
  }

  @Override
  public synchronized void push(int client, int server, byte[] apdu, int offset, int length)
      throws IOException {
    send(client, server, apdu, offset, length);
    flush();
  }

  @Override
  public synchronized int push(int client, byte[] plain) throws IOException {
    return sessions.push(client, plain);
  }

  @Override
  public void pause(int milliseconds) throws IOException {
    try {
      if (closed.await(milliseconds, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public int maxApduSize() {
    return LARGEST;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost with it.
    }
  }
}
