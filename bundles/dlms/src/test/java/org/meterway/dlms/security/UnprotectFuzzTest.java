/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * Whatever comes as a protected APDU is read or refused in words; nothing that was not protected by
 * the keys is read.
 */
class UnprotectFuzzTest extends FuzzTarget {
  private static final List<String> WORDS =
      List.of(
          "\u0000",
          "\u0001\u0002\u0001\u0001",
          "\u0001\u0000\u0000",
          "\u0001\u0001\u0000",
          "MMM\u0000");

  private final Sides sides = new Sides(SecuritySuite.SUITE_1);

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    SecurityContext context = sides.ofServer().build();
    Protection least = choices.of(Protection.values());
    context.require(least, choices.flip());
    boolean tagged = choices.flip();
    int tag = choices.of(0xC8, 0xCC, 0xD0, 0xDB, 0xDC, 0xDD, 0xDD, 0xDF, 0xDF, 0x21, 0x28);
    byte[] rest = choices.rest();
    byte[] apdu = new byte[rest.length + (tagged ? 1 : 0)];
    System.arraycopy(rest, 0, apdu, apdu.length - rest.length, rest.length);
    if (tagged) {
      apdu[0] = (byte) tag;
    }
    byte[] before = apdu.clone();
    try {
      Unprotected read = context.unprotect(apdu, 0, apdu.length);
      boolean encryptedOnly = read.protection() == Protection.ENCRYPTION;
      assertTrue(read.protection() == Protection.NONE || encryptedOnly, "no tag fits by chance");
      assertTrue(read.offset() >= 0 && read.offset() + read.length() <= read.array().length);
      assertTrue(read.length() <= apdu.length);
      assertEquals(encryptedOnly, read.envelope() != null);
    } catch (CipheringException e) {
      assertNotNull(e.reason());
      assertTrue(e.getMessage().length() > 10);
    }
    assertArrayEquals(before, apdu);
  }

  @Override
  protected List<String> words() {
    return WORDS;
  }
}
