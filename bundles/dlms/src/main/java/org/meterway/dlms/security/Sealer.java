/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.meterway.dlms.apdu.ApduTag;

/** Ciphers what is sent, into a buffer that is reused. */
final class Sealer {
  private static final byte[] NO_INFO = {};
  private static final int MOST_OF_LENGTH = 5;

  private final KeyRing keys;
  private final byte[] ownTitle;
  private final InvocationCounters counters;
  private final MessageKeys messageKeys;
  private final AesGcm cipher = new AesGcm(Cipher.ENCRYPT_MODE);
  private byte[] out = new byte[256];

  Sealer(KeyRing keys, byte[] ownTitle, InvocationCounters counters) {
    this.keys = keys;
    this.ownTitle = ownTitle;
    this.counters = counters;
    this.messageKeys = new MessageKeys(keys);
  }

  /** Puts an APDU into an envelope with the head that it has: tag, and system title or nothing. */
  void seal(SecurityPolicy how, byte[] plain, int offset, int length, ProtectedApdu sent)
      throws CipheringException {
    int tag = CipherTags.around(how.envelope(), plain[offset] & 0xFF);
    boolean dedicated = how.envelope().isDedicated();
    SymmetricKey key = dedicated ? keys.dedicated() : keys.key(how.key().shared());
    int control = control(how) | (how.key() == KeyChoice.BROADCAST ? SecurityHeader.BROADCAST : 0);
    boolean titled = tag == ApduTag.GENERAL_GLO_CIPHERING || tag == ApduTag.GENERAL_DED_CIPHERING;
    room(2 + AesGcm.TITLE_LENGTH, length);
    out[0] = (byte) tag;
    int at = titled ? Axdr.put(out, 1, ownTitle) : 1;
    cipher(how.protection(), control, key, NO_INFO, at, plain, offset, length, sent);
  }

  /** Puts an APDU into general-ciphering. */
  void seal(
      SecurityPolicy how,
      GeneralFields fields,
      byte[] plain,
      int offset,
      int length,
      ProtectedApdu sent)
      throws CipheringException {
    MessageKeys.Made made = messageKeys.make(how.key(), fields);
    try {
      byte[] head = fields.toByteArray();
      room(1 + head.length + made.info().length, length);
      out[0] = (byte) ApduTag.GENERAL_CIPHERING;
      System.arraycopy(head, 0, out, 1, head.length);
      System.arraycopy(made.info(), 0, out, 1 + head.length, made.info().length);
      int at = 1 + head.length + made.info().length;
      cipher(how.protection(), control(how), made.key(), head, at, plain, offset, length, sent);
    } finally {
      made.wipe();
    }
  }

  /** The answer to a challenge, with a counter of its own: SC | IC | tag. */
  byte[] gmac(byte[] challenge) throws CipheringException {
    SymmetricKey key = keys.key(KeyId.UNICAST_ENCRYPTION);
    SymmetricKey authentication = keys.key(KeyId.AUTHENTICATION);
    int control = Protection.AUTHENTICATION.bits() | keys.suite().id();
    byte[] answer = new byte[SecurityHeader.LENGTH + AesGcm.TAG_LENGTH];
    long counter = counters.next();
    SecurityHeader.put(answer, 0, control, counter);
    try {
      cipher.vector(ownTitle, counter);
      cipher.begin(key, control, authentication);
      cipher.covers(challenge, 0, challenge.length);
      cipher.tag(answer, SecurityHeader.LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("GMAC failed", e);
    }
    return answer;
  }

  void wipe() {
    Arrays.fill(out, (byte) 0);
  }

  private int control(SecurityPolicy how) {
    return keys.suite().id() | how.protection().bits();
  }

  private void room(int head, int length) {
    int most = head + MOST_OF_LENGTH + SecurityHeader.LENGTH + length + AesGcm.TAG_LENGTH;
    if (out.length < most) {
      out = new byte[most + most / 4];
    }
  }

  private void cipher(
      Protection protection,
      int control,
      SymmetricKey key,
      byte[] fields,
      int at,
      byte[] plain,
      int offset,
      int length,
      ProtectedApdu sent)
      throws CipheringException {
    boolean tagged = protection.authenticates();
    SymmetricKey authentication = tagged ? keys.key(KeyId.AUTHENTICATION) : null;
    int content = SecurityHeader.LENGTH + length + (tagged ? AesGcm.TAG_LENGTH : 0);
    int header = Axdr.putLength(out, at, content);
    long counter = counters.next();
    int start = SecurityHeader.put(out, header, control, counter);
    try {
      cipher.vector(ownTitle, counter);
      if (!tagged) {
        cipher.cryptOnly(key, plain, offset, length, out, start);
      } else {
        cipher.begin(key, control, authentication);
        cipher.covers(fields, 0, fields.length);
        if (protection.encrypts()) {
          cipher.crypt(plain, offset, length, out, start);
        } else {
          cipher.covers(plain, offset, length);
          System.arraycopy(plain, offset, out, start, length);
          cipher.tag(out, start + length);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ciphering failed", e);
    }
    sent.set(out, 0, header + content, counter);
  }
}
