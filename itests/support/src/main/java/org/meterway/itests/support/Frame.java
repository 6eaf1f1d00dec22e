/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the tests put on a line and take from it.
 *
 * @param protocol 0 to 65535
 * @param command 0 to 255
 * @param data what stands behind the command
 */
public record Frame(int protocol, int command, byte[] data) {
  /** Data as hex digits. */
  public static Frame of(int protocol, int command, String hex) {
    return new Frame(protocol, command, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** Protocol 0x2100, command BF. */
  public static Frame transparent(byte[] payload) {
    return new Frame(0x2100, 0xBF, payload);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame that
        && protocol == that.protocol
        && command == that.command
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * protocol + command) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "%04x/%02x %s".formatted(protocol, command, HexFormat.of().formatHex(data));
  }
}
