/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;

/** The radio and the network that it hears. Guarded by the modem's lock. */
final class Radio {
  private static final int UNKNOWN_SIGNAL = 99;

  private Registration network = Registration.HOME;
  private boolean on = true;
  private boolean searching;
  private int cyclesToCure;
  private int cycles;
  private int signal = 20;
  private String operator = "Simulated Mobile";

  /** What a radio that works gets from the network. */
  void network(Registration registration) {
    network = registration;
  }

  /** Does not register any more before it was switched off and on so often. */
  void stick(int cyclesNeeded) {
    cyclesToCure = cyclesNeeded;
  }

  boolean isOn() {
    return on;
  }

  void off() {
    on = false;
    searching = false;
  }

  /** On again; searches until {@link #found}. */
  void on() {
    if (!on) {
      on = true;
      cycles++;
      cyclesToCure = Math.max(0, cyclesToCure - 1);
      searching = true;
    }
  }

  void found() {
    searching = false;
  }

  int cycles() {
    return cycles;
  }

  void signal(int strength) {
    signal = strength;
  }

  void operator(String name) {
    operator = name;
  }

  int signal() {
    return on ? signal : UNKNOWN_SIGNAL;
  }

  /** Empty unless registered. */
  String operator(SimState sim) {
    return registration(sim).isRegistered() ? operator : "";
  }

  Registration registration(SimState sim) {
    if (!on || sim != SimState.READY || cyclesToCure > 0) {
      return Registration.NOT_REGISTERED;
    }
    return searching ? Registration.SEARCHING : network;
  }

  /** As {@code <stat>} of 3GPP TS 27.007, 7.2. */
  static int code(Registration registration) {
    return switch (registration) {
      case NOT_REGISTERED -> 0;
      case HOME -> 1;
      case SEARCHING -> 2;
      case DENIED -> 3;
      case UNKNOWN -> 4;
      case ROAMING -> 5;
    };
  }
}
