/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.DataWriter;

/**
 * General block transfer, the meter's side: takes requests apart from their blocks, and sends
 * answers in windows of blocks. Blocks that got lost on either way are sent again from the first
 * one that the receiver misses.
 *
 * <pre>
 * E0 | control: last 80, streaming 40, window 3F | number | number acknowledged | length, bytes
 * </pre>
 */
final class Gbt {
  static final int TAG = 0xE0;
  private static final int LAST = 0x80;
  private static final int STREAMING = 0x40;
  private static final int WINDOW = 0x3F;
  private static final int HEADER = 6;

  /** Tag, header and a length of three bytes. */
  private static final int OVERHEAD = 9;

  private static final int LARGEST = 16 << 20;

  private final Session session;
  private final int window;
  private final DataWriter block = new DataWriter();

  /** What is being received. */
  private final DataWriter incoming = new DataWriter();

  private int received;
  private boolean complete;

  /** What is being sent. */
  private byte[] outgoing;

  private int blockSize;
  private int firstNumber;
  private int number;
  private int peerWindow = 1;

  Gbt(Session session, int window) {
    this.session = session;
    this.window = window;
  }

  /** Forgets what was under way. */
  void forget() {
    incoming.reset();
    received = 0;
    complete = false;
    outgoing = null;
    number = 0;
    peerWindow = 1;
  }

  /** Whether the request that is being answered came by blocks. */
  boolean requested() {
    return complete;
  }

  /** A block has come. The request is handed on when it is complete. */
  void received(byte[] bytes, int offset, int length) throws IOException {
    int control = length > HEADER ? bytes[offset + 1] & 0xFF : -1;
    int lengthAt = offset + HEADER;
    int content = length > HEADER ? bytes[lengthAt++] & 0xFF : 0;
    if (content > 0x80) {
      int octets = content & 0x7F;
      content = 0;
      for (int i = 0; i < octets && octets < 4 && lengthAt < offset + length; i++) {
        content = content << 8 | bytes[lengthAt++] & 0xFF;
      }
    }
    if (control < 0 || content != offset + length - lengthAt) {
      session.refuse(Session.OTHER_REASON);
      return;
    }
    int block = WrapperConnection.int16(bytes, offset + 2);
    int acknowledged = WrapperConnection.int16(bytes, offset + 4);
    boolean last = (control & LAST) != 0;
    boolean streaming = (control & STREAMING) != 0;
    if (streaming && session.faults().strikes(MeterFault.Kind.LOST_REQUEST_BLOCK)) {
      return;
    }
    if (outgoing != null && (content == 0 || block != 1)) {
      acknowledged(block, acknowledged, control & WINDOW);
      return;
    }
    if (block == 1 && (complete || outgoing != null)) {
      forget();
    }
    peerWindow = Math.max(1, control & WINDOW);
    if (block == received + 1 && !complete) {
      if (incoming.size() + content > LARGEST) {
        forget();
        session.refuse(Session.PDU_TOO_LONG);
        return;
      }
      incoming.put(bytes, lengthAt, content);
      received = block;
      if (last) {
        complete = true;
        session.request(incoming.array(), 0, incoming.size());
        return;
      }
    }
    if (!streaming) {
      acknowledge();
    }
  }

  private void acknowledge() throws IOException {
    block.reset().put8(TAG).put8(window).put16(++number).put16(received).put8(0);
    session.emit(block);
  }

  /** Sends an answer by blocks. */
  void send(byte[] apdu, int room) throws IOException {
    outgoing = apdu;
    blockSize = Math.max(1, room - OVERHEAD);
    firstNumber = number + 1;
    window(0);
  }

  /** Blocks of an APDU that nobody acknowledges. */
  static List<byte[]> stream(byte[] bytes, int offset, int length, int room) {
    int size = Math.max(1, room - OVERHEAD);
    List<byte[]> blocks = new ArrayList<>();
    DataWriter out = new DataWriter();
    for (int at = 0; at < length; at += size) {
      int part = Math.min(size, length - at);
      boolean last = at + part == length;
      out.reset().put8(TAG).put8(last ? LAST : STREAMING).put16(blocks.size() + 1).put16(0);
      out.putOctets(bytes, offset + at, part);
      blocks.add(out.toByteArray());
    }
    return blocks;
  }

  private int blocks() {
    return (outgoing.length + blockSize - 1) / blockSize;
  }

  private void acknowledged(int theirNumber, int acknowledged, int theirWindow) throws IOException {
    received = theirNumber;
    peerWindow = Math.max(1, theirWindow);
    int next = acknowledged - firstNumber + 1;
    if (next < 0 || next > blocks()) {
      forget();
      session.refuse(Session.OTHER_REASON);
    } else if (next == blocks()) {
      outgoing = null;
    } else {
      session.inBlocks();
      window(next);
    }
  }

  /** Sends as many blocks as the client's window lets, from this one on. */
  private void window(int from) throws IOException {
    int to = Math.min(blocks(), from + peerWindow);
    for (int index = from; index < to; index++) {
      boolean last = index == blocks() - 1;
      boolean streaming = !last && index < to - 1;
      int at = index * blockSize;
      int blockNumber = firstNumber + index;
      number = Math.max(number, blockNumber);
      if (streaming && session.faults().strikes(MeterFault.Kind.LOST_GBT_BLOCK)
          || session.faults().strikes(MeterFault.Kind.LOST_ANY_GBT_BLOCK)) {
        continue;
      }
      int told =
          session.faults().strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER)
              ? blockNumber + 1
              : blockNumber;
      block.reset().put8(TAG);
      block.put8((last ? LAST : 0) | (streaming ? STREAMING : 0) | window);
      block.put16(told).put16(received);
      block.putOctets(outgoing, at, Math.min(blockSize, outgoing.length - at));
      session.emit(block);
    }
  }
}
