/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.modem;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of modems. A whiteboard service; it names its modems in the service property {@value
 * #MODEM} (a String, an array or a collection of them; {@value #ANY} for all).
 *
 * <p>Called on a thread of the modem, one call a modem at a time. It must not send commands from
 * within the call: the answer could not be read meanwhile.
 */
@ConsumerType
public interface ModemListener {
  /** Service property: the names of the modems to hear. */
  String MODEM = "meterway.modem";

  /** Value of {@value #MODEM} that means every modem. */
  String ANY = "*";

  /** Reachability, SIM state or registration have changed. */
  default void changed(String modem, ModemStatus status) {}

  /**
   * The modem has said something unasked, as {@code +CMTI: "ME",3} or {@code RING}. What is said in
   * two lines, as {@code +CMT}, comes as one text with a line feed between them.
   */
  default void unsolicited(String modem, String line) {}
}
