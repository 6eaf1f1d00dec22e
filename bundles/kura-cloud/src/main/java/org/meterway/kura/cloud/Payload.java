/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

/**
 * A payload on its way up.
 *
 * @param bytes what the meter sent; never changed
 * @param acceptedAtMillis when it was accepted, in milliseconds of the epoch
 */
record Payload(byte[] bytes, long acceptedAtMillis) {
  int length() {
    return bytes.length;
  }
}
