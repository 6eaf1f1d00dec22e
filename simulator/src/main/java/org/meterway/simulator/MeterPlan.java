/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import org.meterway.api.message.Message;

/**
 * What a simulated meter does by itself.
 *
 * @param payloadsPerSecond transparent payloads a second; 0 for none
 * @param payloadLength of each in bytes, {@value SimulatedPayload#MIN_LENGTH} to {@value
 *     SimulatedPayload#MAX_LENGTH}
 * @param payloads how many at most; 0 for no limit
 * @param questionsPerSecond parameter questions, settings and events a second; 0 for none
 * @param noise how probable it is that line noise comes before a frame, 0 to 1
 * @param message sent in place of each payload; {@code null} for payloads
 */
public record MeterPlan(
    double payloadsPerSecond,
    int payloadLength,
    long payloads,
    double questionsPerSecond,
    double noise,
    Message message) {
  /** Checks the ranges. */
  public MeterPlan {
    atLeastZero("payloadsPerSecond", payloadsPerSecond);
    atLeastZero("questionsPerSecond", questionsPerSecond);
    atLeastZero("payloads", payloads);
    if (payloadLength < SimulatedPayload.MIN_LENGTH
        || payloadLength > SimulatedPayload.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "payloadLength is "
              + payloadLength
              + ", expected "
              + SimulatedPayload.MIN_LENGTH
              + " to "
              + SimulatedPayload.MAX_LENGTH);
    }
    if (!(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException("noise is " + noise + ", expected 0 to 1");
    }
  }

  /** A plan with payloads. */
  public MeterPlan(
      double payloadsPerSecond,
      int payloadLength,
      long payloads,
      double questionsPerSecond,
      double noise) {
    this(payloadsPerSecond, payloadLength, payloads, questionsPerSecond, noise, null);
  }

  /** Whether this answers {@link #message}, as far as its protocol id says. */
  boolean isReply(Message received) {
    return message != null && message.protocol() == received.protocol();
  }

  private static void atLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
    }
  }
}
