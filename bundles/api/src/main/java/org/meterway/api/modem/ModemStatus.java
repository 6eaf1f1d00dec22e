/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.modem;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A modem as it was found last.
 *
 * @param reachable whether the modem answers
 * @param sim the SIM card
 * @param registration with the network
 * @param signal received signal strength as {@code +CSQ} counts it: 0 (-113 dBm or less) to 31 (-51
 *     dBm or more); empty if not known
 * @param operator the network's name; empty if not known
 * @param iccid the SIM card's number; empty if not known
 * @param since when this reachability, SIM state and registration began
 * @param reason what is wrong, in words; empty if nothing is
 */
public record ModemStatus(
    boolean reachable,
    SimState sim,
    Registration registration,
    OptionalInt signal,
    String operator,
    String iccid,
    Instant since,
    String reason) {
  /** The signal strength in dBm, from -113 to -51; empty if not known. */
  public OptionalInt signalDbm() {
    return signal.isPresent() ? OptionalInt.of(2 * signal.getAsInt() - 113) : OptionalInt.empty();
  }
}
