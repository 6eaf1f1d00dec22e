/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import java.util.function.Supplier;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;

/** Brings the network back by switching a modem's radio off and on. */
final class RadioRecovery implements RecoveryAction {
  private final Modem modem;
  private final Supplier<Duration> off;

  /**
   * @param off how long the radio stays off
   */
  RadioRecovery(Modem modem, Supplier<Duration> off) {
    this.modem = modem;
    this.off = off;
  }

  @Override
  public String recover(String why) throws RecoveryException, InterruptedException {
    Duration time = off.get();
    try {
      modem.cycleRadio(time);
    } catch (ModemException e) {
      throw new RecoveryException("modem " + modem.name() + ": " + e.getMessage(), e);
    }
    return "radio of modem %s was off for %d s and is on".formatted(modem.name(), time.toSeconds());
  }
}
