/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * What both ends of a link agree on, seen from one of them (IEC 62056-46, 6.4.4.4.3). Immutable.
 *
 * @param maxInfoTransmit the longest information field that it sends, {@value #MIN_INFO} to {@value
 *     #MAX_INFO} bytes
 * @param maxInfoReceive the longest one that it takes
 * @param windowTransmit how many frames it sends before it waits for an acknowledgement, 1 to 7
 * @param windowReceive how many it takes before it acknowledges
 */
public record HdlcParameters(
    int maxInfoTransmit, int maxInfoReceive, int windowTransmit, int windowReceive) {
  /** The shortest limit of information fields. */
  public static final int MIN_INFO = 32;

  /** The longest limit: what a frame length of 11 bits leaves beside header and check sequences. */
  public static final int MAX_INFO = 2030;

  /** What holds where nothing is said. */
  public static final HdlcParameters DEFAULT = new HdlcParameters(128, 128, 1, 1);

  /** Checks them. */
  public HdlcParameters {
    check("maxInfoTransmit", maxInfoTransmit, MIN_INFO, MAX_INFO);
    check("maxInfoReceive", maxInfoReceive, MIN_INFO, MAX_INFO);
    check("windowTransmit", windowTransmit, 1, 7);
    check("windowReceive", windowReceive, 1, 7);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  /** The same both ways. */
  public static HdlcParameters of(int maxInfo, int window) {
    return new HdlcParameters(maxInfo, maxInfo, window, window);
  }
}
