/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * The block cipher in one direction. The initialization vector is the sender's system title and the
 * invocation counter; the tag is cut to 12 octets.
 *
 * <pre>
 *                          additional authenticated data      plain text    gives
 * authentication           SC | AK | fields | content         -             tag
 * encryption               -                                  content       cipher text
 * authenticated encryption SC | AK | fields                   content       cipher text | tag
 * </pre>
 *
 * <p>The fields are those of general-ciphering, with their lengths; else there are none.
 */
final class AesGcm {
  static final int TAG_LENGTH = 12;
  static final int TITLE_LENGTH = 8;

  /**
   * Counter mode without a tag begins where Galois counter mode does: block 1 is spent on the tag.
   */
  private static final int FIRST_BLOCK = 2;

  private static final int IV_LENGTH = TITLE_LENGTH + 4;
  private static final byte[] NOTHING = {};

  private final int mode;
  private final byte[] iv = new byte[IV_LENGTH];
  private final byte[] counterBlock = new byte[IV_LENGTH + 4];
  private final byte[] securityControl = new byte[1];
  private Cipher galois;
  private Cipher counter;

  /**
   * A cipher.
   *
   * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
   */
  AesGcm(int mode) {
    this.mode = mode;
  }

  /** Sets the vector for the next operation: the sender's system title and the counter. */
  void vector(byte[] systemTitle, long invocationCounter) {
    System.arraycopy(systemTitle, 0, iv, 0, TITLE_LENGTH);
    Axdr.put32(iv, TITLE_LENGTH, invocationCounter);
  }

  /** Begins an operation with a tag over a security control octet and the authentication key. */
  void begin(SymmetricKey key, int control, SymmetricKey authenticationKey)
      throws GeneralSecurityException {
    if (galois == null) {
      galois = Cipher.getInstance("AES/GCM/NoPadding");
    }
    galois.init(mode, key, new GCMParameterSpec(TAG_LENGTH * 8, iv));
    securityControl[0] = (byte) control;
    galois.updateAAD(securityControl);
    authenticationKey.authenticate(galois);
  }

  /** What the tag covers besides. */
  void covers(byte[] octets, int offset, int length) {
    galois.updateAAD(octets, offset, length);
  }

  /** Enciphers and appends the tag, or checks the tag and deciphers; gives the octets written. */
  int crypt(byte[] in, int offset, int length, byte[] out, int at) throws GeneralSecurityException {
    return galois.doFinal(in, offset, length, out, at);
  }

  /** Writes the tag alone. */
  void tag(byte[] out, int at) throws GeneralSecurityException {
    galois.doFinal(NOTHING, 0, 0, out, at);
  }

  /** Checks the tag alone. */
  void check(byte[] in, int offset) throws GeneralSecurityException {
    galois.doFinal(in, offset, TAG_LENGTH, NOTHING, 0);
  }

  /** Enciphers or deciphers without a tag; gives the octets written. */
  int cryptOnly(SymmetricKey key, byte[] in, int offset, int length, byte[] out, int at)
      throws GeneralSecurityException {
    if (counter == null) {
      counter = Cipher.getInstance("AES/CTR/NoPadding");
    }
    System.arraycopy(iv, 0, counterBlock, 0, IV_LENGTH);
    Axdr.put32(counterBlock, IV_LENGTH, FIRST_BLOCK);
    counter.init(mode, key, new IvParameterSpec(counterBlock));
    return counter.doFinal(in, offset, length, out, at);
  }
}
