/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

/** What the parameters handler counts. */
enum ParameterCounter {
  /** GETs of meters that were answered with a value. */
  GETS_ANSWERED,
  /** GETs of meters for what nobody provides. */
  GETS_REFUSED,
  /** SETs of meters that an owner took. */
  SETS_TAKEN,
  /** SETs of meters that nobody took. */
  SETS_REFUSED,
  /** Events of meters. */
  EVENTS,
  /** Replies that the link did not accept. */
  REPLIES_LOST,
  /** The module's own requests. */
  REQUESTS,
  /** Requests that the meter answered with success. */
  REQUESTS_ANSWERED,
  /** Requests that the meter refused. */
  REQUESTS_REFUSED,
  /** Requests without an answer in time. */
  REQUESTS_TIMED_OUT,
  /** Requests whose link was not there, or went away. */
  REQUESTS_UNREACHABLE,
  /** Answers to which no request was open any more. */
  LATE_ANSWERS,
  /** Messages that this handler has no use for. */
  UNEXPECTED
}
