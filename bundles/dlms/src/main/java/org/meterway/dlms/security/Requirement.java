/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Objects;
import org.meterway.dlms.security.CipheringException.Reason;

/** What is required of the APDUs that are received. */
record Requirement(Protection least, boolean signed) {
  static final Requirement NOTHING = new Requirement(Protection.NONE, false);

  Requirement {
    Objects.requireNonNull(least, "least protection");
  }

  /** Refuses a ciphered layer that is too thin, before its counter is taken. */
  void check(Protection ciphered, boolean signedAround) throws CipheringException {
    if (!ciphered.covers(least)) {
      throw insufficient(ciphered, signedAround);
    }
  }

  /** Refuses an APDU whose layers are too few. */
  void check(Unprotected apdu) throws CipheringException {
    Protection protection = apdu.protection();
    boolean enough = protection.covers(least) && (apdu.signed() || !signed);
    if (enough || CipherTags.mayBePlain(apdu.tag())) {
      return;
    }
    if (protection == Protection.NONE && least != Protection.NONE) {
      throw new CipheringException(Reason.NOT_CIPHERED, "the APDU came plain, expected " + least);
    }
    throw insufficient(protection, apdu.signed());
  }

  private CipheringException insufficient(Protection protection, boolean hasSignature) {
    return new CipheringException(
        Reason.INSUFFICIENT_PROTECTION,
        "the APDU came with "
            + protection
            + (hasSignature ? ", signed" : ", not signed")
            + ", expected "
            + least
            + (signed ? ", signed" : ""));
  }
}
