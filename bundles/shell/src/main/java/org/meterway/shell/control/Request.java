/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks for.
 *
 * @param candidates whether it asks what may follow, rather than to run it
 */
record Request(boolean candidates, List<String> words) {
  /** The longest one in octets. */
  static final int LONGEST = 1 << 16;

  /** What was sent is no request. */
  static final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
      super(message);
    }
  }

  /**
   * Reads one from the octets so far.
   *
   * @return empty where more must come
   */
  static Optional<Request> read(ByteBuffer octets) throws BadRequestException {
    ByteBuffer rest = octets.duplicate();
    try {
      int kind = rest.get() & 0xFF;
      if (kind != 'R' && kind != 'C') {
        throw new BadRequestException("a request begins with R or C");
      }
      int count = rest.get() & 0xFF;
      List<String> words = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int length = rest.getShort() & 0xFFFF;
        if (length > rest.remaining()) {
          return incomplete(octets);
        }
        words.add(text(rest.slice().limit(length)));
        rest.position(rest.position() + length);
      }
      if (rest.hasRemaining()) {
        throw new BadRequestException("something follows the request");
      }
      return Optional.of(new Request(kind == 'C', List.copyOf(words)));
    } catch (BufferUnderflowException e) {
      return incomplete(octets);
    }
  }

  private static Optional<Request> incomplete(ByteBuffer octets) throws BadRequestException {
    if (octets.remaining() >= LONGEST) {
      throw new BadRequestException("a request has at most " + LONGEST + " octets");
    }
    return Optional.empty();
  }

  private static String text(ByteBuffer octets) throws BadRequestException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("a word is not UTF-8");
    }
  }
}
