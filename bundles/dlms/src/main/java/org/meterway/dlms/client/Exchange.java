/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ConfirmedServiceError;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.DataNotificationConfirm;
import org.meterway.dlms.apdu.ExceptionResponse;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.ProtectedApdu;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.Unprotected;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.Received;
import org.meterway.dlms.transport.TransportTimeoutException;

/**
 * Carries a plain APDU to the meter and the plain answer back: protects and checks, cuts and joins
 * general blocks, hands notifications away, drops what answers an earlier request, and turns the
 * meter's errors into exceptions.
 */
final class Exchange {
  private static final int AARE = 0x61;
  private static final int EXCEPTION_RESPONSE = 0xD8;
  private static final int CONFIRMED_SERVICE_ERROR = 0x0E;
  private static final int DATA_NOTIFICATION = 0x0F;
  private static final int INFORMATION_REPORT = 0x18;
  private static final int EVENT_NOTIFICATION = 0xC2;
  private static final int GET_RESPONSE = 0xC4;
  private static final int SET_RESPONSE = 0xC5;
  private static final int ACTION_RESPONSE = 0xC7;
  private static final int ACCESS_RESPONSE = 0xDA;
  private static final long CONFIRMED = 0x40000000L;

  /** The most APDUs that are dropped while an answer is awaited. */
  private static final int MOST_DROPPED = 1000;

  private final ApduTransport transport;
  private final DlmsClientOptions options;
  private final GeneralBlocks blocks;
  private final GeneralBlocks.Aside aside = this::isNotification;
  private final DataWriter wire = new DataWriter(16);

  private SecurityContext security;
  private boolean protecting;
  private boolean generalBlocks;
  private int longest;

  private byte[] bytes;
  private int offset;
  private int length;
  private CipheringException dropped;
  private long droppedAnswers;
  private boolean isSent;

  Exchange(ApduTransport transport, DlmsClientOptions options) {
    this.transport = transport;
    this.options = options;
    this.blocks = new GeneralBlocks(transport, options);
    this.longest = transport.maxApduSize();
  }

  /**
   * What holds from now on.
   *
   * @param context what protects; null for nothing
   * @param protects whether APDUs are protected, not only taken apart if they are
   */
  void secure(SecurityContext context, boolean protects) {
    security = context;
    protecting = protects;
  }

  /**
   * What the meter agreed to.
   *
   * @param maxPduSize the longest APDU that it takes, 0 for any
   */
  void negotiated(int maxPduSize, boolean withGeneralBlocks) {
    int most = transport.maxApduSize();
    longest = maxPduSize == 0 ? most : Math.min(most, maxPduSize);
    generalBlocks = withGeneralBlocks;
  }

  /** The longest APDU that goes out in one piece, plain, in bytes. */
  int longestPlain() {
    return longest - (protecting ? Overhead.of(options.policy(), options.keys().suite()) : 0);
  }

  boolean hasGeneralBlocks() {
    return generalBlocks;
  }

  boolean isOpen() {
    return transport.isOpen();
  }

  /** How many answers were dropped: to requests that were given up, or replayed. */
  long droppedAnswers() {
    return droppedAnswers;
  }

  /** Sends and does not wait. */
  void send(DataWriter plain) throws IOException {
    byte[] out = plain.array();
    int from = 0;
    int size = plain.size();
    if (protecting) {
      try {
        ProtectedApdu sealed = security.protect(out, 0, size);
        out = sealed.array();
        from = sealed.offset();
        size = sealed.length();
      } catch (CipheringException e) {
        throw new SecurityErrorException("the request cannot be protected: " + e.getMessage(), e);
      }
    }
    if (size <= longest) {
      isSent = true;
      transport.send(out, from, size);
    } else if (generalBlocks) {
      isSent = true;
      wire.reset().put(out, from, size);
      blocks.send(wire.array(), size, longest);
    } else {
      throw new NotNegotiatedException(
          "the request has " + size + " bytes and the meter takes " + longest + " at most");
    }
  }

  /**
   * Sends and waits for the answer, which {@link #bytes} and its like hold then.
   *
   * @param plain is written to by nobody else meanwhile
   * @param invoke the invoke id that the answer carries, -1 if it carries none
   * @param repeatable whether it does no harm if the meter gets it twice
   * @param executes whether the meter may have changed something if no answer comes
   */
  void request(DataWriter plain, int invoke, boolean repeatable, boolean executes)
      throws IOException {
    for (int tried = 0; ; tried++) {
      try {
        isSent = false;
        blocks.reset();
        send(plain);
        receive(invoke);
        return;
      } catch (TransportTimeoutException e) {
        if (!repeatable || tried >= options.retries() || !transport.isOpen()) {
          throw timedOut(e, tried + 1, executes && isSent);
        }
      }
    }
  }

  private DlmsException timedOut(TransportTimeoutException e, int tries, boolean executes) {
    if (dropped != null) {
      return new SecurityErrorException(
          "no answer but one that was dropped: " + dropped.getMessage(), dropped);
    }
    String times = tries == 1 ? "" : " (" + tries + " tries)";
    String unknown =
        executes ? "; the meter may have executed the request: read back before repeating it" : "";
    return new ResponseTimeoutException(
        "the meter does not answer: " + e.getMessage() + times + unknown, executes, e);
  }

  /**
   * Waits for something that the meter sends on its own.
   *
   * @return whether something came
   */
  boolean listen(Duration timeout) throws IOException {
    Received received;
    try {
      received = transport.receive(timeout);
    } catch (TransportTimeoutException e) {
      return false;
    }
    if (GeneralBlocks.isBlock(received)) {
      blocks.reset();
      received = blocks.receive(received, aside);
    }
    if (!isNotification(received)) {
      droppedAnswers++;
    }
    return true;
  }

  /** Sends the last request and does not wait long. */
  void release(DataWriter plain, Duration timeout) throws IOException {
    blocks.reset();
    send(plain);
    try {
      receive(-1, timeout);
    } catch (TransportTimeoutException e) {
      throw timedOut(e, 1, false);
    }
  }

  /** Waits for another answer to the same request. */
  void again(int invoke) throws IOException {
    try {
      receive(invoke);
    } catch (TransportTimeoutException e) {
      throw timedOut(e, 1, false);
    }
  }

  private void receive(int invoke) throws IOException {
    receive(invoke, options.responseTimeout());
  }

  private void receive(int invoke, Duration timeout) throws IOException {
    Duration wait = timeout;
    long deadline = 0;
    int skipped = 0;
    dropped = null;
    while (true) {
      receiveWhole(wait);
      if (open() && !isAside() && isAnswer(invoke)) {
        return;
      }
      if (++skipped > MOST_DROPPED) {
        throw new ProtocolErrorException(
            "the meter sends anything but the answer: " + skipped + " APDUs were dropped");
      }
      long now = System.nanoTime();
      if (deadline == 0) {
        deadline = now + timeout.toNanos();
      }
      wait = Duration.ofNanos(deadline - now);
      if (wait.isNegative() || wait.isZero()) {
        throw new TransportTimeoutException(
            "no answer within " + timeout.toMillis() + " ms, only other APDUs");
      }
    }
  }

  private void receiveWhole(Duration wait) throws IOException {
    Received received = first(wait);
    if (GeneralBlocks.isBlock(received)) {
      received = blocks.receive(received, aside);
    }
    view(received);
  }

  private Received first(Duration wait) throws IOException {
    for (int tried = 0; ; tried++) {
      try {
        return transport.receive(wait);
      } catch (TransportTimeoutException e) {
        if (!blocks.isSending() || tried >= options.retries() || !transport.isOpen()) {
          throw e;
        }
        blocks.repeat();
      }
    }
  }

  private void view(Received received) {
    bytes = received.array();
    offset = received.offset();
    length = received.length();
  }

  /** Takes the protection off; false if the APDU was dropped. */
  private boolean open() throws IOException {
    if (length == 0) {
      throw new ProtocolErrorException("the meter sends an empty APDU");
    }
    int tag = tag();
    if (security == null || tag == EXCEPTION_RESPONSE || tag == CONFIRMED_SERVICE_ERROR) {
      return true;
    }
    try {
      Unprotected plain = security.unprotect(bytes, offset, length);
      bytes = plain.array();
      offset = plain.offset();
      length = plain.length();
    } catch (CipheringException e) {
      boolean mayBeOfAnyone =
          e.reason() == CipheringException.Reason.REPLAYED
              || e.reason() == CipheringException.Reason.NOT_CIPHERED && isNotificationTag(tag);
      if (mayBeOfAnyone) {
        dropped = e;
        droppedAnswers++;
        return false;
      }
      throw new SecurityErrorException("the meter's answer is refused: " + e.getMessage(), e);
    }
    if (length == 0) {
      throw new ProtocolErrorException("the meter sends an empty APDU");
    }
    return true;
  }

  private boolean isNotification(Received received) throws IOException {
    byte[] bytesBefore = bytes;
    int offsetBefore = offset;
    int lengthBefore = length;
    view(received);
    try {
      return !GeneralBlocks.isBlock(received) && (!open() || isAside());
    } finally {
      bytes = bytesBefore;
      offset = offsetBefore;
      length = lengthBefore;
    }
  }

  /** Deals with what is no answer to any request. */
  private boolean isAside() throws IOException {
    if (!isNotificationTag(tag())) {
      return false;
    }
    Apdu notification;
    try {
      notification = decode();
    } catch (ProtocolErrorException e) {
      droppedAnswers++;
      return true;
    }
    options.listener().received(notification);
    if (notification instanceof DataNotification data && (data.longInvokeId() & CONFIRMED) != 0) {
      DataWriter confirm = new DataWriter(32);
      ApduCodec.encode(new DataNotificationConfirm(data.longInvokeId(), new byte[0]), confirm);
      send(confirm);
    }
    return true;
  }

  private static boolean isNotificationTag(int tag) {
    return tag == DATA_NOTIFICATION || tag == EVENT_NOTIFICATION || tag == INFORMATION_REPORT;
  }

  private boolean isAnswer(int invoke) throws IOException {
    switch (tag()) {
      case EXCEPTION_RESPONSE, CONFIRMED_SERVICE_ERROR -> throw serviceError();
      case AARE -> {
        droppedAnswers += invoke >= 0 ? 1 : 0;
        return invoke < 0;
      }
      case GET_RESPONSE, SET_RESPONSE, ACTION_RESPONSE -> {
        boolean other = invoke >= 0 && length > 2 && (bytes[offset + 2] & 0x0F) != (invoke & 0x0F);
        droppedAnswers += other ? 1 : 0;
        return !other;
      }
      case ACCESS_RESPONSE -> {
        boolean other = invoke >= 0 && length > 4 && int24(offset + 2) != invoke;
        droppedAnswers += other ? 1 : 0;
        return !other;
      }
      default -> {
        return true;
      }
    }
  }

  private DlmsException serviceError() throws ProtocolErrorException {
    Apdu error = decode();
    if (error instanceof ExceptionResponse response) {
      return new ServiceErrorException(response);
    }
    return new ServiceErrorException((ConfirmedServiceError) error);
  }

  /** The answer, decoded. */
  Apdu decode() throws ProtocolErrorException {
    try {
      return ApduCodec.decode(bytes, offset, length);
    } catch (ApduException e) {
      throw new ProtocolErrorException("the meter's answer does not decode: " + e.getMessage(), e);
    }
  }

  /** What is said of an answer that does not belong here. */
  ProtocolErrorException unexpected(String wanted) {
    String kind =
        length > 1 ? "%02X %02X".formatted(tag(), bytes[offset + 1]) : "%02X".formatted(tag());
    return new ProtocolErrorException(
        "the meter answers with an APDU " + kind + ", not with " + wanted);
  }

  private int int24(int at) {
    return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF;
  }

  /** The answer's tag. */
  int tag() {
    return bytes[offset] & 0xFF;
  }

  /** Where the answer is. */
  byte[] bytes() {
    return bytes;
  }

  /** Where it begins. */
  int offset() {
    return offset;
  }

  /** How many bytes it has. */
  int length() {
    return length;
  }

  /** One behind its last byte. */
  int end() {
    return offset + length;
  }
}
