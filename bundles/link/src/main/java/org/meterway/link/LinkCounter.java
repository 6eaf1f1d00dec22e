/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

/** What a link counts, besides the faults of its line. */
enum LinkCounter {
  /** Good frames from the meter. */
  FRAMES_IN,
  /** Frames to the meter that the port has taken. */
  FRAMES_OUT,
  /** Good frames whose body does not have the form of its command. */
  MALFORMED_MESSAGES,
  /** Payloads that the head end has accepted. */
  UPLINK_PAYLOADS,
  /** Payloads that the head end has refused. */
  UPLINK_REFUSED,
  /** How often the meter was held back since the head end had no room. */
  HELD_BACK,
  /** How long it was, in milliseconds. */
  HELD_BACK_MILLIS,
  /** Bytes from the head end that went to the meter. */
  DOWNLINK_BYTES,
  /** How often bytes from the head end waited for the port to open. */
  DOWNLINK_WAITS,
  /** How long they did, in milliseconds. */
  DOWNLINK_WAIT_MILLIS,
  /** Bytes from the head end that could not be written to the meter. */
  DOWNLINK_UNDELIVERABLE_BYTES,
  /** The payloads of frames that they would have been. */
  DOWNLINK_UNDELIVERABLE_PAYLOADS,
  /** Replies to the meter that waited until what the head end was given before was on disk. */
  REPLIES_HELD,
  /** Replies and requests to the meter that its port has not accepted. */
  REPLIES_REFUSED,
  /** Message listeners that threw. */
  LISTENER_ERRORS
}
