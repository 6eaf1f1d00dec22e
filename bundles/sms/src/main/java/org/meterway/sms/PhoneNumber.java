/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

/** Numbers as people write them and as people may see them. */
final class PhoneNumber {
  private static final int SHOWN = 3;

  private PhoneNumber() {}

  /** Without spaces and dashes, {@code +} for {@code 00}. */
  static String plain(String written) {
    String plain = written.replaceAll("[\\s()/.-]", "");
    return plain.startsWith("00") ? "+" + plain.substring(2) : plain;
  }

  /** For logs and status: the last three digits. */
  static String shown(String number) {
    return number.length() <= SHOWN ? "..." : "..." + number.substring(number.length() - SHOWN);
  }
}
