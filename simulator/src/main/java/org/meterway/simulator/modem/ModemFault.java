/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

/** What a simulated modem does wrong, for as long as it is set. */
public enum ModemFault {
  /** It takes commands and answers nothing, nor does it say anything unasked. */
  MUTE,
  /** Each answer comes a second late. */
  SLOW,
  /** Bytes of noise stand before each answer. */
  GARBAGE,
  /** Each byte is written alone. */
  BYTE_BY_BYTE,
  /** Something unasked stands between the information and the result of each answer. */
  UNSOLICITED_IN_THE_MIDDLE,
  /** Each command is answered with an error. */
  ERRORS,
  /** {@code ATE0} is answered, but the echo stays on. */
  ECHO_STAYS,
  /** Messages are not taken for sending: {@code +CMS ERROR: 38}, network out of order. */
  SENDING_FAILS,
  /** A PIN is taken, but its answer gets lost. */
  PIN_ANSWER_LOST,
  /** The EPS registration is not known: {@code +CEREG} is an error, {@code +CREG} is not. */
  WITHOUT_CEREG
}
