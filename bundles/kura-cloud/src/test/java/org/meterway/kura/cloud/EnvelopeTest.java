/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EnvelopeTest {
  @Test
  void aPayloadComesOutAsItWentInWithItsTime() {
    byte[] payload = {0, 1, -1};
    byte[] stored = Envelope.store(payload, 1_700_000_000_001L);
    assertEquals(payload.length + Envelope.HEADER_BYTES, stored.length);
    assertEquals(1_700_000_000_001L, Envelope.acceptedAtMillis(stored));
    assertArrayEquals(payload, Envelope.payload(stored));
  }
}
