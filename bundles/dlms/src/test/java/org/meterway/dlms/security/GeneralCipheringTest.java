/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.meterway.dlms.security.KeyAgreementTest.assertReason;
import static org.meterway.dlms.security.Recording.hex;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * What the tag of general-ciphering covers: the five fields with their lengths, behind the
 * authentication key (Green Book, table of the additional authenticated data). The APDUs were made
 * by an independent program; the tags of the Green Book's two examples fit no authentication key.
 */
class GeneralCipheringTest {
  private static final byte[] GET = hex("C001C100030100010800FF0200");
  private static final byte[] ORIGINATOR = hex("4D4D4D0000BC614E");
  private static final byte[] RECIPIENT = hex("4D4D4D0000000001");
  private static final byte[] TRANSACTION = hex("A1A2A3A4A5");
  private static final long COUNTER = 0x01234567;

  /** Transaction id, two system titles, date-time, other information; the global unicast key. */
  private static final String FIELDS =
      "DD05A1A2A3A4A5084D4D4D0000BC614E084D4D4D0000000001"
          + "0C07E80101010C000000FF800002BEEF010000";

  /** The same without date-time and other information, as they are sent. */
  private static final String SHORT_FIELDS =
      "DD05A1A2A3A4A5084D4D4D0000BC614E084D4D4D00000000010000010000";

  private final KeyRing keys = Recording.keys(SecuritySuite.SUITE_0);

  @AfterEach
  void close() {
    keys.close();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, 1E1001234567C001C100030100010800FF0200274E051D3D70DC8499C80B91",
    "ENCRYPTION, 1220012345674113D3FF985B47566027C467BC",
    "AUTHENTICATED_ENCRYPTION, 1E30012345674113D3FF985B47566027C467BCB3BFCF9734BA1938659CC639"
  })
  void readsWhatAnotherProgramCiphered(Protection protection, String content)
      throws CipheringException {
    byte[] apdu = hex(FIELDS + content);

    Unprotected read = receiver(protection).unprotect(apdu, 0, apdu.length);

    assertArrayEquals(GET, read.toByteArray());
    assertArrayEquals(TRANSACTION, read.transactionId());
    assertEquals(COUNTER, read.invocationCounter());
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, 1E1001234567C001C100030100010800FF02006828313F74F8ABBF389641F6",
    "ENCRYPTION, 1220012345674113D3FF985B47566027C467BC",
    "AUTHENTICATED_ENCRYPTION, 1E30012345674113D3FF985B47566027C467BCD1790988683BB9BCF8149E82"
  })
  void ciphersAsAnotherProgramDoes(Protection protection, String content)
      throws CipheringException {
    SecurityContext sender =
        SecurityContext.builder(keys, ORIGINATOR)
            .peer(RECIPIENT)
            .counters(InvocationCounters.inMemory(COUNTER))
            .build();
    sender.policy(policy(protection));
    sender.transactionId(TRANSACTION);

    byte[] sent = sender.protect(GET, 0, GET.length).toByteArray();

    assertArrayEquals(hex(SHORT_FIELDS + content), sent);
  }

  @Test
  void aChangeOfAnyFieldIsNoticed() throws CipheringException {
    byte[] apdu = hex(FIELDS + "1E30012345674113D3FF985B47566027C467BCB3BFCF9734BA1938659CC639");
    SecurityContext receiver = receiver(Protection.AUTHENTICATED_ENCRYPTION);
    for (int at : new int[] {2, 6, 26, 37, 39, 40}) {
      byte[] changed = Arrays.copyOf(apdu, apdu.length);
      changed[at] ^= 1;
      assertReason(
          Reason.AUTHENTICATION_FAILED, () -> receiver.unprotect(changed, 0, changed.length));
    }
    assertArrayEquals(GET, receiver.unprotect(apdu, 0, apdu.length).toByteArray());
  }

  private SecurityContext receiver(Protection protection) {
    SecurityContext receiver = SecurityContext.builder(keys, RECIPIENT).peer(ORIGINATOR).build();
    receiver.policy(policy(protection));
    return receiver;
  }

  private static SecurityPolicy policy(Protection protection) {
    return SecurityPolicy.global(protection).in(Envelope.GENERAL_CIPHERING);
  }
}
