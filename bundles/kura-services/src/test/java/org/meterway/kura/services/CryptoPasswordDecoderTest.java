/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;
import org.junit.jupiter.api.Test;

class CryptoPasswordDecoderTest {
  private final CryptoPasswordDecoder decoder = new CryptoPasswordDecoder(new Reversing());

  @Test
  void whatKuraEncryptedIsReadable() {
    assertArrayEquals("secret".toCharArray(), decoder.decode("enc:terces"));
  }

  @Test
  void whatKuraCannotDecryptIsRefusedWithoutShowingIt() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> decoder.decode("plain text"));

    assertFalse(refused.getMessage().contains("plain text"), refused.getMessage());
  }

  private static final class Reversing implements CryptoService {
    @Override
    public char[] encryptAes(char[] value) {
      return ("enc:" + new StringBuilder(new String(value)).reverse()).toCharArray();
    }

    @Override
    public char[] decryptAes(char[] encryptedValue) throws KuraException {
      String text = new String(encryptedValue);
      if (!text.startsWith("enc:")) {
        throw new KuraException(KuraErrorCode.DECODER_ERROR, text);
      }
      return new StringBuilder(text.substring(4)).reverse().toString().toCharArray();
    }
  }
}
