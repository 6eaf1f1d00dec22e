/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.meterway.simulator.modem.SimulatedModem;

/** A mobile modem that takes AT commands on a pseudo-terminal. */
public final class MobileModem implements AutoCloseable {
  private final SimulatedModem modem;

  private MobileModem(SimulatedModem modem) {
    this.modem = modem;
  }

  public static MobileModem registered() {
    try {
      return new MobileModem(SimulatedModem.onPty());
    } catch (IOException noTerminal) {
      throw new UncheckedIOException(noTerminal);
    }
  }

  public Path device() {
    return modem.device();
  }

  /** Loses its network, and finds it again once its radio was off. */
  public void getsStuck() {
    modem.stickRadio(1);
  }

  /** Waits until its radio was switched off and on. */
  public void awaitRadioCycle() {
    eventually("the radio of the modem is switched off and on", () -> modem.radioCycles() > 0);
  }

  public int radioCycles() {
    return modem.radioCycles();
  }

  @Override
  public void close() {
    modem.close();
  }
}
