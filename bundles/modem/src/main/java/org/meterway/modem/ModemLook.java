/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.OptionalInt;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;

/**
 * What one look at a modem has shown.
 *
 * @param reachable whether it has answered
 * @param signal as {@code +CSQ} counts it
 * @param operator empty if not known
 * @param iccid empty if not known
 * @param reason what is wrong, in words; empty if nothing is
 */
record ModemLook(
    boolean reachable,
    SimState sim,
    Registration registration,
    OptionalInt signal,
    String operator,
    String iccid,
    String reason) {
  /** The modem was not reached. */
  static ModemLook unreachable(String reason) {
    return new ModemLook(
        false, SimState.UNKNOWN, Registration.UNKNOWN, OptionalInt.empty(), "", "", reason);
  }

  /** A modem that answered; what is wrong follows from the states. */
  static ModemLook of(
      SimState sim,
      Registration registration,
      OptionalInt signal,
      String operator,
      String iccid,
      String trouble) {
    String reason = trouble.isEmpty() ? trouble(sim, registration) : trouble;
    return new ModemLook(true, sim, registration, signal, operator, iccid, reason);
  }

  private static String trouble(SimState sim, Registration registration) {
    return switch (sim) {
      case ABSENT -> "there is no SIM card";
      case FAILED -> "the SIM card does not work";
      case PIN_REQUIRED -> "the SIM card waits for its PIN";
      case PUK_REQUIRED ->
          "the SIM card waits for its PUK: the PIN was wrong too often; unlock it in a phone";
      case READY, UNKNOWN ->
          switch (registration) {
            case HOME, ROAMING -> "";
            case SEARCHING -> "not registered, it searches for a network";
            case DENIED -> "the network refuses the registration";
            case NOT_REGISTERED -> "not registered, and not searching";
            case UNKNOWN -> "it does not tell whether it is registered";
          };
    };
  }
}
