/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.Locale;

/** How something ended: a code of a list that manufacturers may add to. */
abstract sealed class ResultCode permits ActionResult, DataAccessResult {
  private final int code;
  private final String name;
  private final String words;

  ResultCode(int code, String constant, String words) {
    this.code = code;
    this.name = constant.toLowerCase(Locale.ROOT).replace('_', '-');
    this.words = words;
  }

  static String unknown(int code) {
    return "result " + code + ", which no standard names";
  }

  /** The octet on the wire. */
  public final int code() {
    return code;
  }

  /** As the standard writes it: {@code hardware-fault}. */
  public final String text() {
    return name;
  }

  /** In words for a person. */
  public final String words() {
    return words;
  }

  /** Whether it went well. */
  public final boolean isSuccess() {
    return code == 0;
  }

  /** As the standard writes it. */
  @Override
  public final String toString() {
    return name;
  }
}
