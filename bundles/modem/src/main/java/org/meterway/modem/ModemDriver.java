/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import java.util.List;
import org.meterway.api.modem.ModemException;

/** A way to one modem. Thread-safe. */
interface ModemDriver {
  /** Asks for all that is of interest; one that does not answer is a finding, no failure. */
  ModemLook look() throws InterruptedException;

  /** As {@link org.meterway.api.modem.Modem#cycleRadio}. */
  void cycleRadio(Duration off) throws ModemException, InterruptedException;

  /** As {@link org.meterway.api.modem.Modem#command(String, String, Duration)}. */
  List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException;
}
