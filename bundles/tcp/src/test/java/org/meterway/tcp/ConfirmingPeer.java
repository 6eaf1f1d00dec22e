/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * A head end that speaks the protocol of docs/reference/confirmed-delivery.md, written from that
 * document alone, on a loopback socket.
 */
final class ConfirmingPeer implements AutoCloseable {
  private static final int HELLO = 0x01;
  private static final int DATA = 0x02;
  private static final int PING = 0x03;
  private static final int PONG = 0x04;
  private static final int RESPONSE = 0x05;
  private static final int WELCOME = 0x11;
  private static final int ACK = 0x12;

  /** How a connection goes. */
  interface Course {
    /** After so many frames it is reset. */
    default int frames() {
      return Integer.MAX_VALUE;
    }

    /** What is said to HELLO: WELCOME if empty, else REFUSE; {@code null} for nothing. */
    default String refusal() {
      return "";
    }

    /** Whether this DATA is confirmed at once. */
    default boolean confirms(long number) {
      return true;
    }

    /** What WELCOME names beyond what the head end has. */
    default long beyond() {
      return 0;
    }

    /** All goes well. */
    Course GOOD = new Course() {};
  }

  /** One connection. */
  final class Connection {
    private final Socket socket;
    private final Course course;
    private final DataOutputStream out;
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private volatile boolean greeted;
    private volatile boolean ended;

    private Connection(Socket socket, Course course) throws IOException {
      this.socket = socket;
      this.course = course;
      out = new DataOutputStream(socket.getOutputStream());
    }

    /** Frames but DATA, in words. */
    List<String> frames() {
      return frames;
    }

    boolean hasEnded() {
      return ended;
    }

    boolean isGreeted() {
      return greeted;
    }

    void send(int type, byte[] body) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(5 + body.length);
      frame.putInt(1 + body.length).put((byte) type).put(body);
      synchronized (out) {
        out.write(frame.array());
        out.flush();
      }
    }

    void close() throws IOException {
      socket.close();
    }

    private void run() {
      try (socket) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        UUID stream = null;
        for (int count = 0; count < course.frames(); count++) {
          int length = in.readInt();
          int type = in.readByte();
          byte[] body = in.readNBytes(length - 1);
          stream = take(type, ByteBuffer.wrap(body), stream);
        }
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // The other side closed.
      } finally {
        ended = true;
      }
    }

    private UUID take(int type, ByteBuffer body, UUID stream) throws IOException {
      switch (type) {
        case HELLO -> {
          frames.add("HELLO");
          return hello(body);
        }
        case DATA -> data(body, stream);
        case PING -> {
          frames.add("PING");
          if (answersPings) {
            send(PONG, new byte[0]);
          }
        }
        case PONG -> frames.add("PONG");
        case RESPONSE -> {
          int id = body.getInt();
          int status = body.get();
          byte[] data = new byte[body.remaining()];
          body.get(data);
          frames.add(
              "RESPONSE " + id + " " + status + " " + new String(data, StandardCharsets.US_ASCII));
        }
        default -> errors.add("frame of type " + type);
      }
      return stream;
    }

    private UUID hello(ByteBuffer body) throws IOException {
      if (body.getInt() != 0x4D574344 || body.get() != 1) {
        errors.add("wrong magic or version");
      }
      UUID stream = new UUID(body.getLong(), body.getLong());
      String refusal = course.refusal();
      if (refusal == null) {
        return stream;
      }
      if (!refusal.isEmpty()) {
        send(0x14, refusal.getBytes(StandardCharsets.UTF_8));
        return stream;
      }
      long highest;
      synchronized (ConfirmingPeer.this) {
        highest = has.getOrDefault(stream, 0L);
      }
      ByteBuffer welcome = ByteBuffer.allocate(9);
      welcome.put((byte) 1).putLong(highest + course.beyond());
      send(WELCOME, welcome.array());
      greeted = true;
      return stream;
    }

    private void data(ByteBuffer body, UUID stream) throws IOException {
      long number = body.getLong();
      byte[] payload = new byte[body.remaining()];
      body.get(payload);
      synchronized (ConfirmingPeer.this) {
        if (!greeted) {
          errors.add("DATA before WELCOME");
        }
        if (number > has.getOrDefault(stream, 0L)) {
          has.put(stream, number);
          taken.add(payload);
        } else {
          repeated++;
        }
      }
      if (course.confirms(number)) {
        confirm(number);
      }
    }

    void confirm(long number) throws IOException {
      send(ACK, ByteBuffer.allocate(8).putLong(number).array());
    }
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final IntFunction<Course> script;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final Map<UUID, Long> has = new HashMap<>();
  private final List<byte[]> taken = new ArrayList<>();
  private long repeated;
  private volatile boolean answersPings = true;

  /** A peer whose n-th connection goes as {@code script.apply(n)} says, counted from 0. */
  ConfirmingPeer(IntFunction<Course> script) throws IOException {
    this.script = script;
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int accepted() {
    return connections.size();
  }

  /** The n-th connection, counted from 0, once it is there. */
  Connection connection(int number) {
    Await.until("connection " + number + " is made", () -> connections.size() > number);
    return connections.get(number);
  }

  /** All payloads, without the repeated ones, in the order in which they came. */
  synchronized List<byte[]> taken() {
    return new ArrayList<>(taken);
  }

  synchronized int takenCount() {
    return taken.size();
  }

  /** Payloads that came again. */
  synchronized long repeated() {
    return repeated;
  }

  /** How many streams there were. */
  synchronized int streams() {
    return has.size();
  }

  /** What broke the protocol. */
  List<String> errors() {
    return errors;
  }

  void answerNoPings() {
    answersPings = false;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.socket.close();
    }
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Connection connection = new Connection(socket, script.apply(connections.size()));
        connections.add(connection);
        start(connection::run);
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "confirming-peer");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }
}
