/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** How much longer an APDU becomes by its protection, at most. */
final class Overhead {
  /** Tag, length, security control, invocation counter, authentication tag. */
  private static final int GLOBAL = 1 + 5 + 5 + 12;

  /** A system title with its length. */
  private static final int TITLE = 9;

  /** Transaction id, titles, date and time, other information and the choice of a key. */
  private static final int GENERAL = 9 + 2 * TITLE + 14 + 2 + 6;

  private Overhead() {}

  static int of(SecurityPolicy policy, SecuritySuite suite) {
    int overhead = 0;
    if (policy.protection() != Protection.NONE) {
      overhead +=
          switch (policy.envelope()) {
            case GLOBAL, DEDICATED, GENERAL_GLOBAL, GENERAL_DEDICATED -> GLOBAL + TITLE;
            case GENERAL_CIPHERING -> GLOBAL + GENERAL + keyInformation(policy, suite);
          };
    }
    if (policy.signed()) {
      overhead += GENERAL + 8 + suite.signatureLength();
    }
    return overhead;
  }

  private static int keyInformation(SecurityPolicy policy, SecuritySuite suite) {
    return switch (policy.key()) {
      case UNICAST, BROADCAST -> 0;
      case WRAPPED -> 3 + 8 + suite.keyLength();
      case ONE_PASS -> 8 + suite.publicKeyLength() + suite.signatureLength();
      case STATIC_UNIFIED -> 8;
    };
  }
}
