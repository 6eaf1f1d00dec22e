/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.Received;
import org.meterway.dlms.transport.TransportTimeoutException;

/**
 * General block transfer (Green Book, "General block transfer mechanism"): carries an APDU of any
 * length in blocks, both ways, with several blocks in a row as far as the receiver's window allows;
 * blocks that got lost are asked for again.
 *
 * <pre>
 * E0 | last streaming window | block number | acknowledged | length data
 *      80   40        3F       2 bytes        2 bytes
 * </pre>
 *
 * <p>Each side counts its own APDUs from 1 on and acknowledges the other's. A block without data is
 * nothing but an acknowledgement.
 */
final class GeneralBlocks {
  static final int TAG = 0xE0;

  /** Takes what comes between blocks. */
  interface Aside {
    /** Whether this was dealt with; else it is the answer. */
    boolean take(Received apdu) throws IOException;
  }

  private static final int LAST = 0x80;
  private static final int STREAMING = 0x40;
  private static final int WINDOW = 0x3F;
  private static final int HEADER = 6;

  /** The header and the longest length. */
  private static final int MOST_AROUND = HEADER + 3;

  /** Blocks in a row that bring nothing new; more would be no end. */
  private static final int MOST_FRUITLESS = 256;

  private static final int LAST_NUMBER = 0xFFFF;

  private final ApduTransport transport;
  private final Duration timeout;
  private final int window;
  private final int tries;
  private final int longest;
  private final DataWriter block = new DataWriter(512);
  private final DataWriter joined = new DataWriter(512);
  private final Received whole = new Received();

  /**
   * What is sent: its bytes, how many of them a block takes, and the blocks that were confirmed.
   */
  private byte[] outgoing;

  private int outgoingLength;
  private int perBlock;
  private int blocks;
  private int confirmed;
  private int peerWindow;

  /** The number of the last APDU that went out. */
  private int ownNumber;

  /** What is received: the number of the next block, and of the peer's mere acknowledgements. */
  private int expected;

  private int acknowledgements;
  private int fruitless;

  /**
   * How many blocks came since the last acknowledgement: some senders do not stop by themselves.
   */
  private int inRow;

  GeneralBlocks(ApduTransport transport, DlmsClientOptions options) {
    this.transport = transport;
    this.timeout = options.responseTimeout();
    this.window = options.window();
    this.tries = options.retries();
    this.longest = options.maxAnswerSize();
  }

  /** Forgets what was under way. */
  void reset() {
    outgoing = null;
    blocks = 0;
    confirmed = 0;
    peerWindow = 1;
    ownNumber = 0;
  }

  /**
   * Begins to send an APDU; the rest follows as {@link #receive} is told to go on.
   *
   * @param most the longest APDU that the meter takes
   */
  void send(byte[] apdu, int length, int most) throws IOException {
    reset();
    perBlock = most - MOST_AROUND;
    if (perBlock < 1) {
      throw new NotNegotiatedException(
          "the meter takes APDUs of " + most + " bytes: too short for general block transfer");
    }
    outgoing = apdu;
    outgoingLength = length;
    blocks = (length + perBlock - 1) / perBlock;
    if (blocks > LAST_NUMBER) {
      throw new NotNegotiatedException(
          "a request of " + length + " bytes takes more than " + LAST_NUMBER + " blocks");
    }
    sendWindow(0);
  }

  /** Sends the blocks behind the confirmed ones, as many as the peer takes in a row. */
  private void sendWindow(int acknowledged) throws IOException {
    int to = Math.min(confirmed + peerWindow, blocks);
    for (int number = confirmed + 1; number <= to; number++) {
      int from = (number - 1) * perBlock;
      int control = (number == blocks ? LAST : 0) | (number < to ? STREAMING : 0);
      sendBlock(control, number, acknowledged, from, Math.min(perBlock, outgoingLength - from));
    }
    ownNumber = to;
  }

  private void sendBlock(int control, int number, int acknowledged, int from, int length)
      throws IOException {
    block.reset().put8(TAG).put8(control | window).put16(number).put16(acknowledged);
    block.putLength(length);
    if (length > 0) {
      block.put(outgoing, from, length);
    }
    transport.send(block.array(), 0, block.size());
  }

  private void acknowledge() throws IOException {
    inRow = 0;
    ownNumber = ownNumber % LAST_NUMBER + 1;
    sendBlock(LAST, ownNumber, expected - 1, 0, 0);
  }

  /** Whether blocks of a request are out that the peer did not confirm yet. */
  boolean isSending() {
    return confirmed < blocks;
  }

  /** Sends again what was not confirmed in time. */
  void repeat() throws IOException {
    sendWindow(0);
  }

  /**
   * Takes a block, and those that follow until the APDU is whole.
   *
   * @return the whole APDU, valid until the next one
   */
  Received receive(Received first, Aside aside) throws IOException {
    joined.reset();
    expected = 1;
    acknowledgements = 0;
    fruitless = 0;
    inRow = 0;
    Received next = first;
    while (true) {
      if (isBlock(next)) {
        if (take(next.array(), next.offset(), next.length())) {
          return whole.set(joined.array(), 0, joined.size());
        }
      } else if (!aside.take(next)) {
        return next;
      }
      next = await();
    }
  }

  static boolean isBlock(Received apdu) {
    return apdu.length() > 0 && (apdu.array()[apdu.offset()] & 0xFF) == TAG;
  }

  private Received await() throws IOException {
    for (int tried = 0; ; tried++) {
      try {
        return transport.receive(timeout);
      } catch (TransportTimeoutException e) {
        if (tried >= tries || !transport.isOpen()) {
          throw e;
        }
        if (isSending()) {
          sendWindow(expected - 1);
        } else {
          acknowledge();
        }
      }
    }
  }

  /** Takes one block; returns whether it was the last of the APDU. */
  private boolean take(byte[] bytes, int offset, int length) throws IOException {
    if (length < HEADER + 1) {
      throw new ProtocolErrorException("a block of " + length + " bytes is not even a header");
    }
    int control = bytes[offset + 1] & 0xFF;
    int number = (bytes[offset + 2] & 0xFF) << 8 | bytes[offset + 3] & 0xFF;
    int acknowledged = (bytes[offset + 4] & 0xFF) << 8 | bytes[offset + 5] & 0xFF;
    int from = LengthReader.behind(bytes, offset + HEADER, offset + length);
    int data = LengthReader.length(bytes, offset + HEADER, offset + length);
    if (data != offset + length - from) {
      throw new ProtocolErrorException(
          "block "
              + number
              + " says "
              + data
              + " bytes of data and has "
              + (offset + length - from));
    }
    boolean more = confirmedMore(acknowledged, control & WINDOW);
    boolean streaming = (control & STREAMING) != 0;
    if (data == 0) {
      acknowledgement(number, more, streaming);
      return false;
    }
    boolean taken = isNext(number);
    if (taken) {
      expected = number + 1;
      fruitless = 0;
      if (joined.size() + data > longest) {
        throw new ProtocolErrorException(
            "the meter's answer is longer than the " + longest + " bytes that are allowed here");
      }
      joined.put(bytes, from, data);
      if ((control & LAST) != 0) {
        blocks = 0;
        confirmed = 0;
        return true;
      }
    } else if (++fruitless > MOST_FRUITLESS) {
      throw new ProtocolErrorException(
          "the meter sends block " + number + " again and again, not block " + expected);
    }
    inRow++;
    if (!streaming || inRow >= window) {
      acknowledge();
    }
    return false;
  }

  private boolean isNext(int number) {
    boolean nothingYet = joined.size() == 0;
    return number == expected || nothingYet && number == acknowledgements + 1;
  }

  /** Notes what the peer confirms; returns whether more is to be sent. */
  private boolean confirmedMore(int acknowledged, int itsWindow) {
    if (!isSending()) {
      return false;
    }
    peerWindow = Math.max(1, itsWindow);
    if (acknowledged > confirmed && acknowledged <= ownNumber) {
      confirmed = acknowledged;
      fruitless = 0;
    }
    return isSending();
  }

  private void acknowledgement(int number, boolean more, boolean streaming) throws IOException {
    if (++fruitless > MOST_FRUITLESS) {
      throw new ProtocolErrorException("the meter sends blocks without data and does not go on");
    }
    if (number == expected && joined.size() == 0) {
      expected++;
      acknowledgements++;
    }
    if (more && !streaming) {
      sendWindow(expected - 1);
    }
  }
}
