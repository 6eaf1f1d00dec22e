/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One gateway's connection to the simulated head end: a thread reads it, any thread may write. */
final class HeadEndConnection implements AutoCloseable, Conversation.Host {
  private static final long CLOSE_MS = 1000;
  private static final int BUFFER = 65536;

  private final SimulatedHeadEnd headEnd;
  private final Socket socket;
  private final String peer;
  private final Conversation conversation;
  private final ConnectionFault fault;
  private final Wait wait = new Wait();
  private final Map<Integer, Boolean> meters = new ConcurrentHashMap<>();
  private final PayloadReader payloads = new PayloadReader(new Payloads());
  private final Thread reader;
  private int completed;
  private volatile boolean closing;

  HeadEndConnection(
      SimulatedHeadEnd headEnd, Socket socket, HeadEndOptions options, SequenceState state) {
    this.headEnd = headEnd;
    this.socket = socket;
    peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    fault =
        new ConnectionFault(
            socket, wait, options.faults().nextSeed(), () -> headEnd.injected(peer, fault()));
    conversation = conversation(options, state);
    reader = new Thread(this::readAll, "simulator-headend-" + socket.getPort());
    reader.setDaemon(true);
  }

  private Conversation conversation(HeadEndOptions options, SequenceState state) {
    if (options.confirmation() instanceof Confirmation.Sequence) {
      return new SequenceConversation(this, state);
    }
    if (options.confirmation() instanceof Confirmation.Pattern pattern) {
      return new PatternConversation(this, pattern.bytes(), () -> completed);
    }
    return new PlainConversation(this, options.echo());
  }

  void start() {
    reader.start();
  }

  String peer() {
    return peer;
  }

  /** Its fault from now on. */
  void inject(Fault injected) {
    fault.inject(injected);
  }

  private Fault fault() {
    return fault.fault();
  }

  /** Whether payloads of this meter have come over this connection. */
  boolean serves(int meter) {
    return meters.containsKey(meter);
  }

  /** Sends a payload to the meters. */
  void down(byte[] payload) throws IOException {
    conversation.down(payload);
  }

  /** Its conversation where a gateway has introduced itself; otherwise {@code null}. */
  SequenceConversation welcomed() {
    return conversation instanceof SequenceConversation sequence && sequence.isWelcomed()
        ? sequence
        : null;
  }

  /** Writes all the bytes; waits while the gateway does not read. */
  @Override
  public void write(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    synchronized (this) {
      out.write(bytes);
    }
  }

  /** Ends it with a reset. */
  void reset() throws IOException {
    closing = true;
    wait.end();
    fault.reset();
  }

  @Override
  public void close() throws IOException {
    closing = true;
    wait.end();
    socket.close();
    try {
      reader.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll() {
    byte[] buffer = new byte[BUFFER];
    IOException cause = null;
    try (InputStream in = socket.getInputStream()) {
      int count = in.read(buffer, 0, fault.beforeRead(BUFFER));
      while (count >= 0 && !closing) {
        headEnd.countBytes(count);
        conversation.received(buffer, 0, count);
        byte[] garbage = fault.afterRead(count);
        if (garbage != null) {
          write(garbage);
        }
        count = in.read(buffer, 0, fault.beforeRead(BUFFER));
      }
    } catch (IOException e) {
      cause = closing ? null : e;
    } finally {
      conversation.ended();
      closeQuietly();
    }
    headEnd.ended(this, cause);
  }

  private void closeQuietly() {
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended anyhow.
      return;
    }
  }

  @Override
  public void payload(byte[] buffer, int offset, int length) {
    payloads.read(buffer, offset, length);
  }

  @Override
  public void repeated(byte[] payload) {
    SimulatedPayload simulated =
        payload.length < SimulatedPayload.MIN_LENGTH
            ? null
            : SimulatedPayload.decode(payload, 0, payload.length);
    if (simulated != null) {
      meters.put(simulated.meter(), Boolean.TRUE);
      headEnd.repeated(simulated);
    }
  }

  @Override
  public ConnectionFault.Answer beforeAnswer() {
    return fault.beforeAnswer();
  }

  @Override
  public boolean rejects() {
    boolean rejects = fault().kind() == Fault.Kind.REJECT;
    if (rejects) {
      headEnd.injected(peer, fault());
    }
    return rejects;
  }

  @Override
  public void welcomed(String name, String stream, long highest) {
    headEnd.welcomed(peer, name, stream, highest);
  }

  @Override
  public void violated(String reason) {
    headEnd.violated(peer, reason);
  }

  private final class Payloads implements PayloadReader.Sink {
    @Override
    public void payload(SimulatedPayload payload) {
      completed++;
      meters.put(payload.meter(), Boolean.TRUE);
      headEnd.received(payload);
    }

    @Override
    public void foreign(byte[] buffer, int offset, int length) {
      completed++;
      headEnd.foreign(peer, Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }
}
