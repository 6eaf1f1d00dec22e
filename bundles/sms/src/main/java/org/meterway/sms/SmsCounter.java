/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

/** What is counted of short messages. */
enum SmsCounter {
  /** Whole messages that came and were told. */
  RECEIVED,
  /** Messages in the modem that cannot be read. */
  RECEIVED_MALFORMED,
  /** Parts whose others did not come in time. */
  PARTS_EXPIRED,
  /** Messages that the modem handed over at once, and for which there was no room. */
  DIRECT_DROPPED,
  /** Deletions that the modem refused. */
  DELETE_FAILURES,
  /** Calls of listeners that threw. */
  LISTENER_ERRORS,
  /** Messages accepted for sending. */
  ACCEPTED,
  /** Messages refused because too many wait. */
  REFUSED_FULL,
  /** Messages refused because number or text cannot be sent. */
  REFUSED_INVALID,
  /** Messages sent, with all of their parts. */
  SENT,
  /** Parts sent, of which each costs what a message costs. */
  SENT_PARTS,
  /** Parts that the modem did not send. */
  SEND_FAILURES,
  /** Messages that were not sent in the end. */
  GIVEN_UP,
  /** Remote commands that were executed. */
  COMMANDS_DONE,
  /** Remote commands of authorised numbers that could not be executed. */
  COMMANDS_REFUSED,
  /** Remote commands of others, or without the secret. */
  COMMANDS_UNAUTHORISED
}
