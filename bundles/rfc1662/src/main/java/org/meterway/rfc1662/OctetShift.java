/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

/**
 * Multiplication by x^(8n) modulo a generator, low bit first: what n zero octets do to a remainder.
 * Immutable.
 */
final class OctetShift {
  /** The largest n. */
  static final int FARTHEST = (1 << 17) - 1;

  private static final int NEAR_BITS = 8;
  private static final int NEAR = 1 << NEAR_BITS;

  private final int polynomial;
  private final int width;
  private final int[] near = new int[NEAR];
  private final int[] far = new int[(FARTHEST >> NEAR_BITS) + 1];

  /**
   * @param polynomial the generator without its highest term, x^0 in the highest bit
   * @param width its degree, at most 32
   */
  OctetShift(int polynomial, int width) {
    this.polynomial = polynomial;
    this.width = width;
    int one = 1 << width - 1;
    near[0] = one;
    for (int n = 1; n < NEAR; n++) {
      near[n] = multiply(near[n - 1], one >>> 8);
    }
    int stride = multiply(near[NEAR - 1], one >>> 8);
    far[0] = one;
    for (int n = 1; n < far.length; n++) {
      far[n] = multiply(far[n - 1], stride);
    }
  }

  int shift(int value, int count) {
    return multiply(multiply(value, near[count & NEAR - 1]), far[count >> NEAR_BITS]);
  }

  private int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = width - 1; bit >= 0; bit--) {
      product ^= shifted & -(a >>> bit & 1);
      shifted = shifted >>> 1 ^ (polynomial & -(shifted & 1));
    }
    return product;
  }
}
