/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Decisions out of the bytes of a fuzz input, from its front. An input that is used up decides for
 * the first choice, zero, and nothing. Small changes of the input make small changes of what is
 * decided. Not thread-safe.
 */
public final class Choices {
  private final byte[] input;
  private int at;

  /** Begins with the first byte. */
  public Choices(byte[] input) {
    this.input = input;
  }

  /** How many bytes are left. */
  public int remaining() {
    return input.length - at;
  }

  /** 0 to 255. */
  public int octet() {
    return at < input.length ? input[at++] & 0xFF : 0;
  }

  /** 0 to {@code bound - 1}; takes one byte for small bounds, else four. */
  public int below(int bound) {
    int drawn = bound <= 256 ? octet() : integer();
    return Integer.remainderUnsigned(drawn, bound);
  }

  /** 32 bits. */
  public int integer() {
    return octet() << 24 | octet() << 16 | octet() << 8 | octet();
  }

  /** 64 bits. */
  public long longInteger() {
    return (long) integer() << 32 | integer() & 0xFFFFFFFFL;
  }

  /** One of two. */
  public boolean flip() {
    return (octet() & 1) != 0;
  }

  /** True once in so many times. */
  public boolean oneIn(int times) {
    return at < input.length && below(times) == times - 1;
  }

  /** One of these. */
  @SafeVarargs
  public final <T> T of(T... values) {
    return values[below(values.length)];
  }

  /** One of these. */
  public <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }

  /** So many bytes, or what is left. */
  public byte[] take(int count) {
    int end = Math.min(input.length, at + count);
    byte[] taken = Arrays.copyOfRange(input, at, end);
    at = end;
    return taken;
  }

  /** Up to {@code longest} bytes. */
  public byte[] bytes(int longest) {
    return take(below(longest + 1));
  }

  /** All that is left. */
  public byte[] rest() {
    return take(remaining());
  }

  /** All that is left as characters; what is no UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(rest(), StandardCharsets.UTF_8);
  }
}
