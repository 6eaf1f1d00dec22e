/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

import java.nio.charset.StandardCharsets;

/**
 * What a meter says of itself (IEC 62056-21, 6.3.2).
 *
 * <pre>
 * /     P R S          5         \ 2       12345678         CR LF
 *       manufacturer   speed     enhanced  identification
 * </pre>
 *
 * @param manufacturer three letters
 * @param speed the character of the speed that it proposes
 * @param enhanced the characters behind backslashes, "2" for mode E; many meters leave it out
 * @param identification the rest
 */
public record Identification(
    String manufacturer, char speed, String enhanced, String identification) {
  private static final int SPEED_AT = 4;

  /** Reads the line without its end. */
  static Identification parse(String line) throws SignOnException {
    if (line.length() <= SPEED_AT || line.charAt(0) != '/') {
      throw new SignOnException(
          "the meter identifies itself as '" + line + "', not as /, three letters and a speed",
          false);
    }
    StringBuilder enhanced = new StringBuilder();
    int at = SPEED_AT + 1;
    while (at + 1 < line.length() && line.charAt(at) == '\\') {
      enhanced.append(line.charAt(at + 1));
      at += 2;
    }
    return new Identification(
        line.substring(1, SPEED_AT),
        line.charAt(SPEED_AT),
        enhanced.toString(),
        line.substring(at));
  }

  /** The speed that it proposes in bits a second; 0 if the character stands for none. */
  public int baud() {
    return BaudRates.of(speed);
  }

  /** The line with its end. */
  byte[] encode() {
    StringBuilder line = new StringBuilder("/").append(manufacturer).append(speed);
    enhanced.chars().forEach(c -> line.append('\\').append((char) c));
    return line.append(identification)
        .append("\r\n")
        .toString()
        .getBytes(StandardCharsets.US_ASCII);
  }
}
