/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Arrays;

/** The acknowledgement where it stands as a bare value: one octet. */
final class Acknowledgement {
  private static final byte[] SUCCESS = {0x00};
  private static final byte[] FAILED = {0x0C};

  private Acknowledgement() {}

  /** The value that says so. */
  static byte[] of(boolean success) {
    return (success ? SUCCESS : FAILED).clone();
  }

  static boolean isSuccess(byte[] value) {
    return Arrays.equals(value, SUCCESS);
  }

  static boolean isFailed(byte[] value) {
    return Arrays.equals(value, FAILED);
  }
}
