/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * AES key wrap (RFC 3394): a wrapped key is 8 octets longer than the key, and shows whether it was
 * changed.
 */
public final class KeyWrap {
  private static final String ALGORITHM = "AESWrap";

  private KeyWrap() {}

  /**
   * Wraps a key by the master key of a ring.
   *
   * @param keys holds the master key
   * @param key the key to wrap, 16 or 32 octets
   * @return the wrapped key, 24 or 40 octets
   * @throws CipheringException MISSING_KEY without a master key
   */
  public static byte[] wrap(KeyRing keys, byte[] key) throws CipheringException {
    return wrap(keys.key(KeyId.MASTER), key);
  }

  /**
   * Unwraps a key by the master key of a ring.
   *
   * @param keys holds the master key
   * @param wrapped 24 or 40 octets
   * @return the key, which the caller wipes
   * @throws CipheringException MISSING_KEY without a master key, INVALID_KEY when it was wrapped by
   *     another or changed
   */
  public static byte[] unwrap(KeyRing keys, byte[] wrapped) throws CipheringException {
    return unwrap(keys.key(KeyId.MASTER), wrapped);
  }

  static byte[] wrap(SymmetricKey master, byte[] key) {
    SymmetricKey inner = new SymmetricKey(key);
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.WRAP_MODE, master);
      return cipher.wrap(inner);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("key wrap failed", e);
    } finally {
      inner.destroy();
    }
  }

  static byte[] unwrap(SymmetricKey master, byte[] wrapped) throws CipheringException {
    if (wrapped.length != 24 && wrapped.length != 40) {
      throw new CipheringException(
          Reason.INVALID_KEY, "wrapped key of " + wrapped.length + " octets, expected 24 or 40");
    }
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.UNWRAP_MODE, master);
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new CipheringException(
          Reason.INVALID_KEY, "the wrapped key was wrapped by another master key or changed", e);
    }
  }
}
