/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;

/**
 * How a client signs on as IEC 62056-21 mode E says. Immutable.
 *
 * @param device which meter is asked, up to 32 characters; empty for any
 * @param initialBaud the speed of the opening, normally 300 bits a second
 * @param maxBaud the highest speed to change to; the meter may propose a lower one
 * @param parity whether to make seven bits with even parity of the eight that the line has: so on a
 *     serial line, but not over TCP. What comes is understood with parity bits and without
 * @param responseTimeout how long the meter may take to begin its answer
 * @param interOctetTimeout how long an answer may pause between two bytes
 * @param retries how often the opening is sent again, 0 to 20
 * @param dropEcho whether the line gives back what is sent; such bytes are dropped. A line without
 *     echo is noticed and works as well
 */
public record SignOnOptions(
    String device,
    int initialBaud,
    int maxBaud,
    boolean parity,
    Duration responseTimeout,
    Duration interOctetTimeout,
    int retries,
    boolean dropEcho) {
  private static final int LONGEST_DEVICE = 32;

  /** Checks them. */
  public SignOnOptions {
    if (!device.matches("[0-9A-Za-z ]{0," + LONGEST_DEVICE + "}")) {
      throw new IllegalArgumentException(
          "device is '" + device + "', not up to 32 digits, letters and spaces");
    }
    Limits.range("initialBaud", initialBaud, 300, 4_000_000);
    Limits.range("maxBaud", maxBaud, 300, 4_000_000);
    Limits.duration("responseTimeout", responseTimeout);
    Limits.duration("interOctetTimeout", interOctetTimeout);
    Limits.range("retries", retries, 0, 20);
  }

  /**
   * Any meter, 300 to 19200 bits a second, with parity, 2 s for an answer, 1.5 s between bytes, 2
   * retries; an echo is dropped.
   */
  public static SignOnOptions defaults() {
    return new SignOnOptions(
        "", 300, 19200, true, Duration.ofSeconds(2), Duration.ofMillis(1500), 2, true);
  }

  /** The same with another one. */
  public SignOnOptions withDevice(String name) {
    return new SignOnOptions(
        name, initialBaud, maxBaud, parity, responseTimeout, interOctetTimeout, retries, dropEcho);
  }

  /** The same with other ones. */
  public SignOnOptions withBauds(int initial, int max) {
    return new SignOnOptions(
        device, initial, max, parity, responseTimeout, interOctetTimeout, retries, dropEcho);
  }

  /** The same with other ones. */
  public SignOnOptions withTimeouts(Duration response, Duration interOctet) {
    return new SignOnOptions(
        device, initialBaud, maxBaud, parity, response, interOctet, retries, dropEcho);
  }

  /** The same with another one. */
  public SignOnOptions withRetries(int count) {
    return new SignOnOptions(
        device, initialBaud, maxBaud, parity, responseTimeout, interOctetTimeout, count, dropEcho);
  }

  /** The same with or without. */
  public SignOnOptions withParity(boolean with) {
    return new SignOnOptions(
        device, initialBaud, maxBaud, with, responseTimeout, interOctetTimeout, retries, dropEcho);
  }
}
