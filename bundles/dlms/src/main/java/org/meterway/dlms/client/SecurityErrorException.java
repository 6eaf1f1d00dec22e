/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.Optional;
import org.meterway.dlms.security.CipheringException;

/**
 * An answer was not protected as it should be, or the meter did not prove that it knows the secret,
 * or a key is missing here.
 */
public final class SecurityErrorException extends DlmsException {
  private static final long serialVersionUID = 1L;

  SecurityErrorException(String message) {
    super(message);
  }

  /** With words for a person, and what was wrong. */
  public SecurityErrorException(String message, CipheringException cause) {
    super(message, cause);
  }

  /** What was wrong with an APDU's protection; empty if it was something else. */
  public Optional<CipheringException> ciphering() {
    return Optional.ofNullable(getCause() instanceof CipheringException e ? e : null);
  }
}
