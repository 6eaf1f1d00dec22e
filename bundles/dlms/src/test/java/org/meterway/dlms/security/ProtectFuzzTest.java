/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.meterway.dlms.apdu.ApduTag;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** What one side protects the other reads; one that was changed is refused. */
class ProtectFuzzTest extends FuzzTarget {
  private final Sides sides = new Sides(SecuritySuite.SUITE_0);

  @Override
  protected void check(byte[] input) throws CipheringException {
    Choices choices = new Choices(input);
    Protection protection =
        choices.of(Protection.AUTHENTICATION, Protection.AUTHENTICATED_ENCRYPTION);
    Envelope envelope = choices.of(Envelope.values());
    KeyChoice key =
        envelope == Envelope.GENERAL_CIPHERING
            ? choices.of(KeyChoice.UNICAST, KeyChoice.BROADCAST, KeyChoice.WRAPPED)
            : KeyChoice.UNICAST;
    SecurityPolicy policy = new SecurityPolicy(protection, envelope, key, false);
    long counter = choices.integer() & InvocationCounters.HIGHEST;
    int at = choices.below(1 << 16);
    int bit = 1 << choices.below(8);
    byte[] plain = choices.rest();
    if (plain.length == 0
        || ApduTag.isProtected(plain[0] & 0xFF)
        || (plain[0] & 0xFF) == ApduTag.EXCEPTION_RESPONSE) {
      return;
    }
    SecurityContext client =
        sides.ofClient().counters(InvocationCounters.inMemory(counter)).build();
    SecurityContext server = sides.ofServer().build();
    client.policy(policy);
    server.policy(policy);

    byte[] sent = client.protect(plain, 0, plain.length).toByteArray();
    byte[] changed = sent.clone();
    int place = 1 + at % (sent.length - 1);
    changed[place] ^= (byte) bit;
    assertThrows(CipheringException.class, () -> server.unprotect(changed, 0, changed.length));
    Unprotected read = server.unprotect(sent, 0, sent.length);

    assertArrayEquals(plain, read.toByteArray());
    assertEquals(counter, read.invocationCounter());
  }
}
