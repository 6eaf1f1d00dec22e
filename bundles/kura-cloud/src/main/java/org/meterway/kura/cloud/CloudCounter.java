/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

/** What a head end counts. */
enum CloudCounter {
  /** Payloads that Kura took: those for which publish() returned. */
  SENT_PAYLOADS,
  /** The bytes of those payloads. */
  SENT_BYTES,
  /** Payloads that the cloud platform confirmed. */
  CONFIRMED_PAYLOADS,
  /** Payloads that nobody will confirm: published with QoS 0. */
  UNCONFIRMABLE_PAYLOADS,
  /** Payloads whose confirmation is no longer waited for, since too many others wait for theirs. */
  FORGOTTEN_CONFIRMATIONS,
  /** Calls of publish() that failed; the payload waits and is tried again. */
  PUBLISH_FAILURES,
  /** How often Kura's cloud connection went down. */
  CONNECTION_LOSSES,
  /** Messages with a body that came down. */
  RECEIVED_PAYLOADS,
  /** The bytes of those bodies. */
  RECEIVED_BYTES,
  /** Messages that came down without a body. */
  RECEIVED_WITHOUT_BODY,
  /** Messages that came down and did not fit into the downlink queue. */
  DOWNLINK_OVERFLOWS,
  /** Messages that had come down and still waited when the head end was closed. */
  DOWNLINK_DROPPED_AT_CLOSE,
  /** Accepted payloads that gave way to newer ones. */
  DROPPED_OLDEST,
  /** Payloads that were refused because the queue was full. */
  DROPPED_NEWEST,
  /** Payloads that were refused because they are longer than the whole queue. */
  REFUSED_TOO_LARGE,
  /** Accepted payloads that were still waiting when the head end was closed. */
  DROPPED_AT_CLOSE
}
