/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.nio.file.Path;
import java.util.Arrays;

/** How a simulated head end says that it has a payload. */
public sealed interface Confirmation {
  /** It does not say so. */
  Confirmation NONE = new None();

  /** It does not say so. */
  record None() implements Confirmation {}

  /**
   * It speaks the protocol with sequence numbers of {@code docs/reference/confirmed-delivery.md}.
   *
   * @param state the file where it keeps what it has, so that it knows after a restart; {@code
   *     null} to keep it in memory and forget it
   */
  record Sequence(Path state) implements Confirmation {}

  /**
   * It sends these bytes for each payload of a simulator, and for other bytes once for each part in
   * which they come.
   */
  @SuppressWarnings("ArrayRecordComponent") // Copied; equality is that of the bytes.
  record Pattern(byte[] bytes) implements Confirmation {
    /** Copies. */
    public Pattern {
      bytes = bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Pattern that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
