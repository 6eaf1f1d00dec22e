/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.security.Unprotected;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.FrameTrace;
import org.meterway.dlms.transport.Received;
import org.meterway.dlms.transport.TransportTimeoutException;

/**
 * A meter that answers what the recording answers, if it is asked what the recording asks. Invoke
 * ids may differ: the answer gets the one of the request then.
 */
final class RecordedPeer implements ApduTransport {
  private static final int AARQ = 0x60;
  private static final int RLRQ = 0x62;

  private final RecordedExchange recording;
  private final KeyRing keys = new KeyRing(SecuritySuite.SUITE_0);
  private final SecurityContext security;
  private final Queue<byte[]> answers = new ArrayDeque<>();
  private final Received view = new Received();
  private int asked;
  private int exactlyAsRecorded;
  private boolean open = true;

  RecordedPeer(RecordedExchange recording) {
    this.recording = recording;
    keys.encryptionKey(RecordedExchange.EK).authenticationKey(RecordedExchange.AK);
    keys.dedicatedKey(RecordedExchange.DEDICATED);
    security =
        SecurityContext.builder(keys, RecordedExchange.SERVER)
            .peer(RecordedExchange.CLIENT)
            .counters(InvocationCounters.inMemory(1000))
            .build();
    security.require(Protection.NONE, false);
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
    if (asked == recording.requests().size()) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(apdu, offset, offset + length);
    RecordedExchange.Apdu recorded = recording.requests().get(asked);
    exactlyAsRecorded += Arrays.equals(sent, recorded.raw()) ? 1 : 0;
    try {
      byte[] plain = compare(sent, recorded);
      for (RecordedExchange.Apdu answer : recording.answers(asked)) {
        answers.add(adapted(answer, plain));
      }
    } catch (CipheringException e) {
      throw new AssertionError("request " + asked + " of the client: " + e.getMessage(), e);
    }
    asked++;
  }

  private byte[] compare(byte[] sent, RecordedExchange.Apdu recorded) throws CipheringException {
    if (recorded.tag() == AARQ) {
      assertEquals(RecordedExchange.hex(recorded.raw()), RecordedExchange.hex(sent));
      return sent;
    }
    if (recorded.tag() == RLRQ) {
      assertEquals(RLRQ, sent[0]);
      return sent;
    }
    byte[] plain = sent;
    boolean ciphered = recorded.control() >= 0;
    if (ciphered) {
      assertEquals(recorded.raw()[0], sent[0], "another envelope than the recorded");
      Unprotected opened = security.unprotect(sent, 0, sent.length);
      plain = opened.toByteArray();
      assertEquals(recorded.control() & 0x30, opened.protection().bits());
    }
    assertEquals(
        RecordedExchange.hex(neutral(recorded.service())), RecordedExchange.hex(neutral(plain)));
    return plain;
  }

  /** Without invoke id and priority. */
  private static byte[] neutral(byte[] service) {
    byte[] copy = service.clone();
    if (hasInvokeId(copy)) {
      copy[2] = 0;
    }
    return copy;
  }

  private static boolean hasInvokeId(byte[] service) {
    int tag = service[0] & 0xFF;
    return service.length > 2 && tag >= 0xC0 && tag <= 0xC7 && tag != 0xC2;
  }

  private byte[] adapted(RecordedExchange.Apdu answer, byte[] request) throws CipheringException {
    byte[] service = answer.service().clone();
    boolean fits =
        !hasInvokeId(service)
            || !hasInvokeId(request)
            || (service[2] & 0x0F) == (request[2] & 0x0F);
    if (fits) {
      return answer.raw();
    }
    service[2] = request[2];
    if (answer.control() < 0) {
      return service;
    }
    return security.protect(policy(answer), service, 0, service.length).toByteArray();
  }

  private static SecurityPolicy policy(RecordedExchange.Apdu answer) {
    Protection protection =
        switch (answer.control() & 0x30) {
          case 0x10 -> Protection.AUTHENTICATION;
          case 0x20 -> Protection.ENCRYPTION;
          default -> Protection.AUTHENTICATED_ENCRYPTION;
        };
    return switch (answer.tag()) {
      case 0xD4, 0xD5, 0xD7 -> SecurityPolicy.dedicated(protection);
      case 0xDB -> SecurityPolicy.global(protection).in(Envelope.GENERAL_GLOBAL);
      default -> SecurityPolicy.global(protection);
    };
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    byte[] answer = answers.poll();
    if (answer == null) {
      throw new TransportTimeoutException("the recording has no answer");
    }
    return view.set(answer, 0, answer.length);
  }

  /** How many requests were asked as in the recording, octet by octet. */
  int exactlyAsRecorded() {
    return exactlyAsRecorded;
  }

  /** How many requests were asked. */
  int asked() {
    return asked;
  }

  @Override
  public int maxApduSize() {
    return 0xFFFF;
  }

  @Override
  public void trace(FrameTrace trace) {}

  @Override
  public void close() {
    open = false;
  }
}
