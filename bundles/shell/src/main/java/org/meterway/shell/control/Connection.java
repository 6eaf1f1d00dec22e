/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One client. Read on the server's thread, written to by whoever runs its command. */
final class Connection {
  private static final int PIECE = 8192;
  private static final String HELLO = "meterway-control 1";

  private final SocketChannel channel;
  private final long writeMillis;
  private ByteBuffer request = ByteBuffer.allocate(512);
  private Thread worker;
  private boolean cancelled;

  /** A client does not take its output. */
  static final class SlowClientException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param channel set not to block
   * @param writeMillis how long a client may leave its output untaken
   */
  Connection(SocketChannel channel, long writeMillis) {
    this.channel = channel;
    this.writeMillis = writeMillis;
  }

  /** Says hello; a fresh connection has room for it. */
  void greet() throws IOException {
    write('H', HELLO.getBytes(StandardCharsets.US_ASCII), 0, HELLO.length());
  }

  /**
   * Reads what has come of the request.
   *
   * @return the request once it is complete
   * @throws IOException if the client has gone
   */
  Optional<Request> read() throws IOException, Request.BadRequestException {
    while (true) {
      if (!request.hasRemaining()) {
        request = ByteBuffer.allocate(2 * request.capacity()).put(request.flip());
      }
      int count = channel.read(request);
      if (count < 0) {
        throw new IOException("the client has gone");
      }
      if (count == 0) {
        return request.position() == 0
            ? Optional.empty()
            : Request.read(request.duplicate().flip());
      }
      if (request.position() > Request.LONGEST) {
        throw new Request.BadRequestException("too long");
      }
    }
  }

  /** Whether the client is still there; what it sends besides its request makes it go. */
  boolean isThere() {
    try {
      return channel.read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the command writes to. */
  OutputStream output() {
    return new OutputStream() {
      private final byte[] gathered = new byte[PIECE];
      private int length;

      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int offset, int count) throws IOException {
        int from = offset;
        while (from < offset + count) {
          if (length == PIECE) {
            flush();
          }
          int piece = Math.min(PIECE - length, offset + count - from);
          System.arraycopy(buffer, from, gathered, length, piece);
          length += piece;
          from += piece;
        }
      }

      @Override
      public void flush() throws IOException {
        if (length > 0) {
          int gatheredLength = length;
          length = 0;
          Connection.this.write('O', gathered, 0, gatheredLength);
        }
      }
    };
  }

  /** Ends the conversation. */
  void exit(int status) throws IOException {
    write('X', new byte[] {(byte) status}, 0, 1);
  }

  private void write(char type, byte[] data, int offset, int length) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(3 + length);
    packet.put((byte) type).putShort((short) length).put(data, offset, length).flip();
    while (channel.write(packet) > 0 && packet.hasRemaining()) {
      // It has taken a part.
    }
    if (packet.hasRemaining()) {
      writeSlowly(packet);
    }
  }

  private void writeSlowly(ByteBuffer packet) throws IOException {
    try (Selector selector = channel.provider().openSelector()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      long end = System.nanoTime() + writeMillis * 1_000_000;
      while (packet.hasRemaining()) {
        long rest = (end - System.nanoTime()) / 1_000_000;
        if (rest <= 0) {
          throw new SlowClientException();
        }
        selector.select(rest);
        if (Thread.currentThread().isInterrupted()) {
          throw new IOException("cancelled");
        }
        channel.write(packet);
      }
    }
  }

  /** The calling thread works for this client from now on. */
  synchronized void begin() throws InterruptedException {
    if (cancelled) {
      throw new InterruptedException();
    }
    worker = Thread.currentThread();
  }

  /** The calling thread does not work for it any more. */
  synchronized void end() {
    worker = null;
    // A late cancellation must not reach the thread's next command.
    Thread.interrupted();
  }

  /** Interrupts whoever works for this client, and closes it. */
  synchronized void cancel() {
    cancelled = true;
    if (worker != null) {
      worker.interrupt();
    }
    close();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is as good as closed.
      return;
    }
  }
}
