/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

/** What is counted of a modem. */
enum ModemCounter {
  /** Commands that went out. */
  COMMANDS,
  /** Those that were answered with an error. */
  COMMANDS_REFUSED,
  /** Those that were not answered in time. */
  COMMANDS_UNANSWERED,
  /** Results that came when nobody waited for them any more. */
  ANSWERS_LATE,
  /** Lines that came unasked. */
  UNSOLICITED,
  /** Lines that came unasked and faster than listeners took them. */
  UNSOLICITED_DROPPED,
  /** Rounds of questions to the modem. */
  LOOKS,
  /** Rounds in which the modem was not reached. */
  LOOKS_FAILED,
  /** Switchings of the radio, off and on. */
  RADIO_CYCLES,
  /** Switchings of the radio that the modem did not take. */
  RADIO_CYCLES_FAILED,
  /** Registrations that were lost. */
  REGISTRATIONS_LOST,
  /** PINs that were entered. */
  PINS_ENTERED,
  /** Calls of listeners that threw. */
  LISTENER_ERRORS
}
