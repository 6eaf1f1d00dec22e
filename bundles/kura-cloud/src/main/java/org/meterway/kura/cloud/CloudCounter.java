/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

/** What a head end counts. */
enum CloudCounter {
  /** Payloads that Kura took: those for which publish() returned, each once. */
  SENT_PAYLOADS,
  /** The bytes of those payloads. */
  SENT_BYTES,
  /** Payloads that the cloud platform confirmed. */
  CONFIRMED_PAYLOADS,
  /** Payloads that were published once more, since nobody had confirmed them. */
  REPEATED_PAYLOADS,
  /** How often confirmations stayed away for longer than is allowed. */
  CONFIRMATION_TIMEOUTS,
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
  /** Accepted payloads that were in memory only, and still there when the head end was closed. */
  DROPPED_AT_CLOSE
}
