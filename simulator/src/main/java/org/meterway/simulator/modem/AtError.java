/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

/** An answer that is an error; how it is worded depends on {@code AT+CMEE}. */
final class AtError extends Exception {
  private static final long serialVersionUID = 1;

  private final String kind;
  private final int code;

  private AtError(String kind, int code, String words) {
    super(words);
    this.kind = kind;
    this.code = code;
  }

  /** Of 3GPP TS 27.007, 9.2. */
  static AtError equipment(int code, String words) {
    return new AtError("+CME ERROR: ", code, words);
  }

  /** Of 3GPP TS 27.005, 3.2.5. */
  static AtError message(int code, String words) {
    return new AtError("+CMS ERROR: ", code, words);
  }

  static AtError unknownCommand() {
    return equipment(4, "operation not supported");
  }

  /** The line of the answer, for a setting of {@code AT+CMEE}. */
  String line(int verbosity) {
    return switch (verbosity) {
      case 0 -> "ERROR";
      case 1 -> kind + code;
      default -> kind + getMessage();
    };
  }
}
