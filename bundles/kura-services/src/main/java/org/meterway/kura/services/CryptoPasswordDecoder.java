/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;
import org.meterway.api.config.PasswordDecoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Decrypts what Kura encrypts: every attribute of type Password, defaults too. */
@Component(name = "org.meterway.kura.services.PasswordDecoder")
public final class CryptoPasswordDecoder implements PasswordDecoder {
  private final CryptoService crypto;

  /** Works as long as Kura's service does. */
  @Activate
  public CryptoPasswordDecoder(@Reference(name = "CryptoService") CryptoService crypto) {
    this.crypto = crypto;
  }

  @Override
  public char[] decode(String stored) {
    try {
      return crypto.decryptAes(stored.toCharArray());
    } catch (KuraException e) {
      // Neither the value nor the cause, which may hold it.
      throw new IllegalArgumentException("Kura cannot decrypt the password: " + e.getCode());
    }
  }
}
