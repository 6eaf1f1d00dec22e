/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** As much of DER as it takes to put an older form of a private key into the newer one. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;
  static final int CONTEXT_0 = 0xA0;

  private final byte[] bytes;
  private int at;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /** One element: tag, length, and the parts as its content. */
  static byte[] element(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(tag);
    if (length < 0x80) {
      head.write(length);
    } else {
      int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
      head.write(0x80 | octets);
      for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
        head.write(length >> shift);
      }
    }
    byte[] element = Arrays.copyOf(head.toByteArray(), head.size() + length);
    int end = head.size();
    for (byte[] part : parts) {
      System.arraycopy(part, 0, element, end, part.length);
      end += part.length;
    }
    return element;
  }

  /**
   * The content of the first element with this tag in a sequence.
   *
   * @throws IllegalArgumentException if it is no sequence, or damaged
   */
  static Optional<byte[]> find(byte[] sequence, int tag) {
    Der outer = new Der(sequence);
    if (outer.tag() != SEQUENCE) {
      throw damaged();
    }
    int end = outer.length() + outer.at;
    while (outer.at < end) {
      int next = outer.tag();
      int length = outer.length();
      if (next == tag) {
        return Optional.of(Arrays.copyOfRange(sequence, outer.at, outer.at + length));
      }
      outer.at += length;
    }
    return Optional.empty();
  }

  private int tag() {
    return octet();
  }

  private int length() {
    int length = octet();
    if (length >= 0x80) {
      int octets = length - 0x80;
      if (octets < 1 || octets > 3) {
        throw damaged();
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | octet();
      }
    }
    if (length > bytes.length - at) {
      throw damaged();
    }
    return length;
  }

  private int octet() {
    if (at >= bytes.length) {
      throw damaged();
    }
    return bytes[at++] & 0xFF;
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("damaged DER");
  }
}
