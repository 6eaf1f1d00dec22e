/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;

/**
 * What a meter says when a client signs on as IEC 62056-21 mode E says. Immutable.
 *
 * @param manufacturer three letters
 * @param identification up to 16 characters
 * @param device the address that it answers to beside an empty one; empty for any
 * @param initialBaud the speed of the opening
 * @param maxBaud the speed that it proposes: 300 to 19200
 * @param interOctetTimeout how long a message may pause between two bytes
 */
public record SignOnServerOptions(
    String manufacturer,
    String identification,
    String device,
    int initialBaud,
    int maxBaud,
    Duration interOctetTimeout) {
  /** Checks them. */
  public SignOnServerOptions {
    if (!manufacturer.matches("[A-Za-z]{3}")) {
      throw new IllegalArgumentException(
          "manufacturer '" + manufacturer + "' is not three letters");
    }
    Limits.range("initialBaud", initialBaud, 300, 19200);
    Limits.range("maxBaud", maxBaud, 300, 19200);
    Limits.duration("interOctetTimeout", interOctetTimeout);
  }

  /** A meter of this project. */
  public static SignOnServerOptions defaults() {
    return new SignOnServerOptions("MWY", "METER", "", 300, 9600, Duration.ofMillis(1500));
  }
}
