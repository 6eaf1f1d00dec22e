/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.meterway.api.store.StoredPayload;

/**
 * How payloads go into one connection, and from when one that was written is delivered. Called by
 * whoever drains.
 */
interface DeliveryRule {
  /** Of {@link #reviewAt}: only an event changes anything. */
  long NEVER = Long.MIN_VALUE;

  /**
   * How many more payloads may go into the connection now.
   *
   * @param payloads how many are on their way and not delivered
   * @param bytes the bytes of those
   */
  int room(int payloads, long bytes);

  /**
   * Takes from {@code sent} what is delivered by now.
   *
   * @return the highest number that is; 0 if there is none
   * @throws IOException if what the peer said cannot be
   */
  long settle(SentPayloads sent, long now) throws IOException;

  /** Whether the payloads of one write may be one entry of {@link SentPayloads}. */
  default boolean isMerging() {
    return false;
  }

  /** Whether payloads wait for an answer of the head end. */
  default boolean isAnswered() {
    return true;
  }

  /** Whether more is kept than should be, only as it is not known to be acknowledged. */
  default boolean isPressed(SentPayloads sent) {
    return false;
  }

  /** When to settle again though nothing happens. */
  default long reviewAt(SentPayloads sent) {
    return NEVER;
  }

  /** The head end has the payloads up to this number: they need not be written. */
  default long known() {
    return 0;
  }

  /**
   * Payloads were taken from the queue and are about to be written.
   *
   * @throws IOException if this connection is not one for them
   */
  default void check() throws IOException {}

  /** The bytes before each payload. */
  default int headerLength() {
    return 0;
  }

  /** Puts what stands before a payload. */
  default void putHeader(ByteBuffer into, StoredPayload payload) {}
}
