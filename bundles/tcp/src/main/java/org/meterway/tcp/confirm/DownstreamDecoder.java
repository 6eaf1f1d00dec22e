/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes that come down into frames. Not thread-safe.
 *
 * <p>A length is checked before anything of the frame is kept, and memory grows with what has come,
 * not with what a length promises. After an error the decoder is at its end.
 */
public final class DownstreamDecoder {
  /** The protocol's version. */
  static final int VERSION = 1;

  /** Longest body of a REFUSE. */
  static final int REFUSE_BYTES = 1024;

  /** Most bytes of a REQUEST to set. */
  static final int REQUEST_DATA_BYTES = 4096;

  /** Longest body of an extension, which is skipped. */
  static final int EXTENSION_BYTES = 16 << 20;

  /** Request id, operation, parameter, length of the name. */
  private static final int REQUEST_HEAD = 8;

  private static final int LONGEST_NAME = 255;
  private static final int WELCOME_BYTES = 9;
  private static final int ACK_BYTES = 8;

  /** Length and type. */
  private static final int HEAD = 5;

  private static final int KEPT_BODY_BYTES = 4096;

  private final int downMaxBytes;
  private final DownstreamHandler handler;

  private final byte[] head = new byte[HEAD];
  private int headLength;
  private int type;

  /** How much of the frame's body has not come yet, of those that are skipped or kept in parts. */
  private int missing;

  private boolean skipped;
  private byte[] body = new byte[64];
  private int bodyLength;
  private String failure;

  /**
   * A decoder at the beginning of a connection.
   *
   * @param downMaxBytes the longest payload that a DOWN may carry
   */
  public DownstreamDecoder(int downMaxBytes, DownstreamHandler handler) {
    this.downMaxBytes = downMaxBytes;
    this.handler = handler;
  }

  /**
   * Takes the next bytes, and hands on the frames that are complete with them.
   *
   * @throws ProtocolException if they break the protocol; from then on each call does
   */
  public void decode(byte[] bytes, int offset, int length) throws ProtocolException {
    if (failure != null) {
      throw new ProtocolException(failure);
    }
    try {
      int at = offset;
      int end = offset + length;
      while (at < end) {
        at = headLength < HEAD ? takeHead(bytes, at, end) : takeBody(bytes, at, end);
      }
    } catch (ProtocolException e) {
      failure = e.getMessage();
      throw e;
    }
  }

  private int takeHead(byte[] bytes, int from, int end) throws ProtocolException {
    int part = Math.min(HEAD - headLength, end - from);
    System.arraycopy(bytes, from, head, headLength, part);
    headLength += part;
    int at = from + part;
    if (headLength == HEAD) {
      beginBody();
      // The most frames come whole, and need not be kept.
      if (!skipped && missing <= end - at) {
        int whole = missing;
        endFrame();
        dispatch(bytes, at, whole);
        at += whole;
      }
    }
    return at;
  }

  private void beginBody() throws ProtocolException {
    long length = ByteBuffer.wrap(head).getInt() & 0xFFFF_FFFFL;
    type = head[HEAD - 1] & 0xFF;
    if (length == 0) {
      throw new ProtocolException("a frame without a type");
    }
    check(length - 1);
    missing = (int) (length - 1);
    skipped = type >= FrameType.FIRST_EXTENSION && missing > 0;
  }

  private void check(long length) throws ProtocolException {
    int least = 0;
    int most = 0;
    switch (type) {
      case FrameType.PING, FrameType.PONG -> {}
      case FrameType.WELCOME -> {
        least = WELCOME_BYTES;
        most = WELCOME_BYTES;
      }
      case FrameType.ACK -> {
        least = ACK_BYTES;
        most = ACK_BYTES;
      }
      case FrameType.DOWN -> {
        least = 1;
        most = downMaxBytes;
      }
      case FrameType.REFUSE -> most = REFUSE_BYTES;
      case FrameType.REQUEST -> {
        least = Integer.BYTES;
        most = REQUEST_HEAD + LONGEST_NAME + REQUEST_DATA_BYTES;
      }
      default -> {
        if (type < FrameType.FIRST_EXTENSION) {
          throw new ProtocolException("a frame of unknown type " + FrameType.name(type));
        }
        most = EXTENSION_BYTES;
      }
    }
    if (length < least || length > most) {
      throw new ProtocolException(
          "%s with a body of %d bytes, expected %s"
              .formatted(
                  FrameType.name(type),
                  length,
                  least == most ? Integer.toString(most) : least + " to " + most));
    }
  }

  private int takeBody(byte[] bytes, int from, int end) throws ProtocolException {
    int part = Math.min(missing, end - from);
    if (!skipped) {
      keep(bytes, from, part);
    }
    missing -= part;
    if (missing == 0) {
      boolean wasKept = !skipped;
      int whole = bodyLength;
      endFrame();
      if (wasKept) {
        dispatch(body, 0, whole);
        giveBack();
      }
    }
    return from + part;
  }

  private void keep(byte[] bytes, int from, int part) {
    if (body.length < bodyLength + part) {
      int doubled = (int) Math.min(2L * (bodyLength + part), (long) bodyLength + missing);
      body = Arrays.copyOf(body, doubled);
    }
    System.arraycopy(bytes, from, body, bodyLength, part);
    bodyLength += part;
  }

  private void giveBack() {
    if (body.length > KEPT_BODY_BYTES) {
      body = new byte[KEPT_BODY_BYTES];
    }
  }

  private void endFrame() {
    headLength = 0;
    bodyLength = 0;
    missing = 0;
    skipped = false;
  }

  private void dispatch(byte[] bytes, int offset, int length) throws ProtocolException {
    switch (type) {
      case FrameType.WELCOME -> {
        int version = bytes[offset] & 0xFF;
        if (version != VERSION) {
          throw new ProtocolException("WELCOME of version " + version + ", expected " + VERSION);
        }
        handler.welcome(number(bytes, offset + 1));
      }
      case FrameType.ACK -> handler.acknowledged(number(bytes, offset));
      case FrameType.DOWN -> handler.down(bytes, offset, length);
      case FrameType.PING -> handler.ping();
      case FrameType.PONG -> handler.pong();
      case FrameType.REFUSE -> handler.refused(words(bytes, offset, length));
      case FrameType.REQUEST -> handler.request(request(ByteBuffer.wrap(bytes, offset, length)));
      default -> {} // An extension without a body.
    }
  }

  /** No gateway gives a number that needs the highest bit. */
  private long number(byte[] bytes, int offset) throws ProtocolException {
    long number = ByteBuffer.wrap(bytes).getLong(offset);
    if (number < 0) {
      throw new ProtocolException(
          FrameType.name(type)
              + " of number "
              + Long.toUnsignedString(number)
              + ", which was never sent");
    }
    return number;
  }

  private static String words(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8)
        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp} ]+", " ")
        .strip();
  }

  private static ParameterRequest request(ByteBuffer body) {
    int id = body.getInt();
    if (body.remaining() < REQUEST_HEAD - Integer.BYTES) {
      return ParameterRequest.malformed(id);
    }
    int operation = body.get() & 0xFF;
    int parameter = body.getShort() & 0xFFFF;
    int nameLength = body.get() & 0xFF;
    if (operation < 1
        || operation > ParameterRequest.Operation.values().length
        || nameLength == 0
        || body.remaining() < nameLength) {
      return ParameterRequest.malformed(id);
    }
    ParameterRequest.Operation wanted = ParameterRequest.Operation.values()[operation - 1];
    String link;
    try {
      ByteBuffer name = body.slice().limit(nameLength);
      link = StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      return ParameterRequest.malformed(id);
    }
    body.position(body.position() + nameLength);
    boolean needsData = wanted == ParameterRequest.Operation.SET;
    if (needsData != body.hasRemaining() || body.remaining() > REQUEST_DATA_BYTES) {
      return ParameterRequest.malformed(id);
    }
    byte[] data = new byte[body.remaining()];
    body.get(data);
    return new ParameterRequest(id, wanted, parameter, link, data);
  }
}
