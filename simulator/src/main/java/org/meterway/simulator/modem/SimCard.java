/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import org.meterway.api.modem.SimState;

/** The SIM card: what it asks for, and how many tries are left. Guarded by the modem's lock. */
final class SimCard {
  private static final int PIN_TRIES = 3;
  private static final int PUK_TRIES = 10;

  private SimState state = SimState.READY;
  private String pin = "";
  private String puk = "";
  private String iccid = "8949000000000000017";
  private int pinTries = PIN_TRIES;
  private int pukTries = PUK_TRIES;

  SimState state() {
    return state;
  }

  void become(SimState newState) {
    state = newState;
  }

  /** Asks for this PIN from now on. */
  void lock(String newPin, String newPuk) {
    pin = newPin;
    puk = newPuk;
    pinTries = PIN_TRIES;
    state = SimState.PIN_REQUIRED;
  }

  String iccid() {
    return iccid;
  }

  void iccid(String number) {
    iccid = number;
  }

  int pinTries() {
    return pinTries;
  }

  /** As after the modem was switched off and on: a card with a PIN asks for it again. */
  void restart() {
    if (state == SimState.READY && !pin.isEmpty()) {
      state = SimState.PIN_REQUIRED;
    }
  }

  /** What stands behind {@code +CPIN:}. */
  String asked() throws AtError {
    return switch (state) {
      case READY -> "READY";
      case PIN_REQUIRED -> "SIM PIN";
      case PUK_REQUIRED -> "SIM PUK";
      case FAILED -> throw AtError.equipment(13, "SIM failure");
      case ABSENT, UNKNOWN -> throw AtError.equipment(10, "SIM not inserted");
    };
  }

  void requireReady() throws AtError {
    switch (state) {
      case READY -> {}
      case PIN_REQUIRED -> throw AtError.equipment(11, "SIM PIN required");
      case PUK_REQUIRED -> throw AtError.equipment(12, "SIM PUK required");
      default -> asked();
    }
  }

  /**
   * Takes {@code "PIN"}, or {@code "PUK","new PIN"}.
   *
   * @param newPin null where it was not given
   */
  void enter(String code, String newPin) throws AtError {
    if (state == SimState.PIN_REQUIRED && newPin == null) {
      if (code.equals(pin)) {
        pinTries = PIN_TRIES;
        state = SimState.READY;
        return;
      }
      pinTries--;
      if (pinTries == 0) {
        state = SimState.PUK_REQUIRED;
      }
      throw AtError.equipment(16, "incorrect password");
    }
    if (state == SimState.PUK_REQUIRED && newPin != null) {
      if (code.equals(puk)) {
        pin = newPin;
        pinTries = PIN_TRIES;
        state = SimState.READY;
        return;
      }
      pukTries--;
      if (pukTries == 0) {
        state = SimState.FAILED;
      }
      throw AtError.equipment(16, "incorrect password");
    }
    requireReady();
    throw AtError.equipment(3, "operation not allowed");
  }
}
