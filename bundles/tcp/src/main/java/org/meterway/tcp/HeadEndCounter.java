/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** What a head end counts. */
enum HeadEndCounter {
  /** Payloads that the socket took to the last byte. */
  SENT_PAYLOADS,
  /** The bytes of those payloads. */
  SENT_BYTES,
  /** Bytes that came down. */
  RECEIVED_BYTES,
  /** Connections that were made. */
  CONNECTS,
  /** Attempts that made no connection; one for all addresses of a host. */
  CONNECT_FAILURES,
  /** Connections that the head end or a failure ended. */
  DISCONNECTS,
  /** Accepted payloads that gave way to newer ones. */
  DROPPED_OLDEST,
  /** Payloads that were refused because the queue was full. */
  DROPPED_NEWEST,
  /** Payloads that were refused because they are longer than the whole queue. */
  REFUSED_TOO_LARGE,
  /** Accepted payloads that were still waiting when the head end was closed. */
  DROPPED_AT_CLOSE,
  /** Heartbeat packets sent. */
  HEARTBEATS,
  /** Registration packets sent. */
  REGISTRATIONS,
  /** Connections dropped because the other side had fallen silent or took nothing any more. */
  HALF_OPEN
}
