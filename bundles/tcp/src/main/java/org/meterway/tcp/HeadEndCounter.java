/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** What a head end counts. */
enum HeadEndCounter {
  /** Payloads that the socket took to the last byte, each time that it did. */
  SENT_PAYLOADS,
  /** The bytes of those payloads. */
  SENT_BYTES,
  /** Payloads that were sent and not delivered when their connection ended: they go out again. */
  RESENT_PAYLOADS,
  /** Bytes that came down. */
  RECEIVED_BYTES,
  /** Connections that were made. */
  CONNECTS,
  /** Attempts that made no connection; one for all addresses of a host. */
  CONNECT_FAILURES,
  /** Connections that the head end or a failure ended. */
  DISCONNECTS,
  /** Payloads that were refused because no protocol carries anything so long. */
  REFUSED_TOO_LARGE,
  /** Accepted payloads that were in memory only when the head end was closed. */
  DROPPED_AT_CLOSE,
  /** Confirmation patterns that came while no payload was waiting for one. */
  CONFIRMATIONS_UNEXPECTED,
  /** Connections ended because what came down is not the protocol of confirmed delivery. */
  PROTOCOL_ERRORS,
  /** Requests of the head end for parameters of meters. */
  REQUESTS,
  /** Requests that no meter was asked: malformed, not allowed, or too many. */
  REQUESTS_REFUSED,
  /** Answers to requests sent. */
  RESPONSES,
  /** Heartbeat packets and PINGs sent. */
  HEARTBEATS,
  /** Registration packets sent. */
  REGISTRATIONS,
  /** Connections dropped because the other side had fallen silent or took nothing any more. */
  HALF_OPEN
}
