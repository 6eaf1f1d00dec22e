/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.FrameTrace;
import org.meterway.dlms.transport.Received;
import org.meterway.dlms.transport.TransportTimeoutException;

/**
 * A meter that answers what a test wants, whatever it is asked. No answer is a time-out at once.
 */
public final class ScriptedPeer implements ApduTransport {
  /** Accepts an association without authentication: all services, APDUs of 1024 bytes. */
  public static final String ACCEPTED =
      "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400FFFFFF04000007";

  private final List<String> sent = new ArrayList<>();
  private final Queue<byte[]> answers = new ArrayDeque<>();
  private final Received view = new Received();
  private Function<String, List<String>> script;
  private boolean staysOpen = true;
  private boolean open = true;
  private int maxApduSize = 0xFFFF;

  /** What to answer to a request, both as hexadecimal digits. */
  public ScriptedPeer(Function<String, List<String>> script) {
    this.script = script;
  }

  /** Accepts an association, and answers each request after it with the next answers. */
  @SafeVarargs
  public static ScriptedPeer answering(List<String>... answers) {
    Queue<List<String>> left = new ArrayDeque<>();
    for (List<String> answer : answers) {
      left.add(answer);
    }
    return new ScriptedPeer(
        request -> {
          if (request.startsWith("60")) {
            return List.of(ACCEPTED);
          }
          return left.isEmpty() ? List.of() : left.remove();
        });
  }

  /** What the script says to a request. */
  List<String> next(String request) {
    return script.apply(request);
  }

  /** Closes itself at a time-out, as a connection does. */
  ScriptedPeer closingAtTimeout() {
    staysOpen = false;
    return this;
  }

  ScriptedPeer maxApduSize(int bytes) {
    maxApduSize = bytes;
    return this;
  }

  void script(Function<String, List<String>> next) {
    script = next;
  }

  /** What the client sent behind the association, as hexadecimal digits. */
  public List<String> sent() {
    return sent.subList(1, sent.size());
  }

  /** All that the client sent. */
  List<String> all() {
    return sent;
  }

  /** Something that comes without being asked for. */
  void push(String answer) {
    answers.add(RecordedExchange.hex(answer));
  }

  @Override
  public void open() {
    open = true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void send(byte[] apdu, int offset, int length) {
    String request = RecordedExchange.hex(Arrays.copyOfRange(apdu, offset, offset + length));
    sent.add(request);
    script.apply(request).forEach(this::push);
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    byte[] answer = answers.poll();
    if (answer == null) {
      open = staysOpen;
      throw new TransportTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    return view.set(answer, 0, answer.length);
  }

  @Override
  public int maxApduSize() {
    return maxApduSize;
  }

  @Override
  public void trace(FrameTrace trace) {}

  @Override
  public void close() {
    open = false;
  }
}
