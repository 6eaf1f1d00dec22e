/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a gateway answered to a request.
 *
 * @param status 0 for done
 * @param data the value's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Equality is that of the bytes.
public record HeadEndResponse(int status, byte[] data) {
  /** The status in words. */
  public String words() {
    return switch (status) {
      case 0 -> "done";
      case 1 -> "the meter answered with an error";
      case 2 -> "the meter did not answer in time";
      case 3 -> "there is no such link, or its port is not open";
      case 4 -> "not allowed";
      case 5 -> "malformed";
      case 6 -> "too many requests wait";
      default -> "status " + status;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeadEndResponse that
        && status == that.status
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * status + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return words() + (data.length == 0 ? "" : ", " + HexFormat.of().formatHex(data));
  }
}
