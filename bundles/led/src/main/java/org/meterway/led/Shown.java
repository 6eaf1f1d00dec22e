/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

/** What the LED shows, the worst last. */
enum Shown {
  /** Nothing is known yet: evenly on and off. */
  STARTING(0, "nothing is known yet"),
  /** Steadily on. */
  WELL(0, "all is well"),
  PORT(1, "a port is not open"),
  HEAD_END(2, "a head end is away"),
  NETWORK(3, "the network is not reached"),
  MODEM(4, "modem or SIM card"),
  CRITICAL(5, "payloads are in danger, or something does not do its work");

  private final int blinks;
  private final String words;

  Shown(int blinks, String words) {
    this.blinks = blinks;
    this.words = words;
  }

  /** How often it blinks before the pause; 0 where it does not. */
  int blinks() {
    return blinks;
  }

  String inWords() {
    return words;
  }
}
