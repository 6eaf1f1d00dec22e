/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.HexFormat;
import java.util.function.Consumer;

/** Octets in hex and as characters, sixteen a line. */
final class HexDump {
  private static final int A_LINE = 16;
  private static final int MOST = 1024;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private HexDump() {}

  /** The first {@value #MOST} octets, and how many more there are. */
  static void print(byte[] octets, Consumer<String> lines) {
    int shown = Math.min(octets.length, MOST);
    for (int at = 0; at < shown; at += A_LINE) {
      int end = Math.min(at + A_LINE, shown);
      int middle = Math.min(at + A_LINE / 2, end);
      String hex = HEX.formatHex(octets, at, middle) + "  " + HEX.formatHex(octets, middle, end);
      lines.accept("  %04x  %-48s  %s".formatted(at, hex, text(octets, at, end)));
    }
    if (shown < octets.length) {
      lines.accept("  and " + (octets.length - shown) + " octets more");
    }
  }

  private static String text(byte[] octets, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(octets[i] >= 0x20 && octets[i] < 0x7F ? (char) octets[i] : '.');
    }
    return text.toString();
  }
}
