/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import org.meterway.dlms.apdu.ApduTag;

/**
 * Finds the parts of a protected APDU without copying them: what a tag or a signature covers are
 * octets as they came. Reused.
 *
 * <pre>
 * glo-…, ded-…          tag | length | SC | IC | content
 * general-glo, -ded     tag | system title | length | SC | IC | content
 * general-ciphering     tag | transaction id | originator | recipient | date-time | other | key info | length | SC | IC | content
 * general-signing       tag | transaction id | originator | recipient | date-time | other | content | signature
 * </pre>
 */
final class EnvelopeReader {
  /** In general-ciphering: no key info, or which. */
  static final int KEY_NONE = -1;

  static final int KEY_IDENTIFIED = 0;
  static final int KEY_WRAPPED = 1;
  static final int KEY_AGREED = 2;

  int tag;
  final Range title = new Range();
  final Range transaction = new Range();
  final Range recipient = new Range();

  /** The five fields of general-ciphering and general-signing, with their lengths. */
  final Range fields = new Range();

  int keyInfo;

  /** Which identified key, or which key encryption key. */
  int keyId;

  final Range keyParameters = new Range();
  final Range keyData = new Range();

  /** What is in the envelope; after the security header unless signed. */
  final Range content = new Range();

  int securityControl;
  long invocationCounter;

  final Range signature = new Range();

  private byte[] in;
  private int at;
  private int end;

  /** A part of the APDU. */
  static final class Range {
    int offset;
    int length;

    void set(int newOffset, int newLength) {
      offset = newOffset;
      length = newLength;
    }
  }

  void read(byte[] apdu, int offset, int length) throws CipheringException {
    in = apdu;
    at = offset;
    end = offset + length;
    tag = octet("tag");
    title.set(at, 0);
    switch (tag) {
      case ApduTag.GENERAL_GLO_CIPHERING, ApduTag.GENERAL_DED_CIPHERING ->
          octets(title, "system title");
      case ApduTag.GENERAL_CIPHERING -> {
        fields();
        keyInfo();
      }
      case ApduTag.GENERAL_SIGNING -> fields();
      default -> {
        // The length follows at once.
      }
    }
    octets(content, "content");
    if (tag == ApduTag.GENERAL_SIGNING) {
      octets(signature, "signature");
    } else {
      securityHeader();
    }
    if (at != end) {
      throw malformed(end - at + " octets follow the APDU, expected none");
    }
  }

  private void fields() throws CipheringException {
    int start = at;
    octets(transaction, "transaction id");
    octets(title, "originator system title");
    octets(recipient, "recipient system title");
    octets(content, "date-time");
    octets(content, "other information");
    fields.set(start, at - start);
  }

  private void keyInfo() throws CipheringException {
    keyInfo = KEY_NONE;
    keyParameters.set(at, 0);
    keyData.set(at, 0);
    int present = octet("key info");
    if (present == 0) {
      return;
    }
    if (present != 1) {
      throw malformed("presence of key info is " + present + ", expected 0 or 1");
    }
    keyInfo = octet("choice of key info");
    switch (keyInfo) {
      case KEY_IDENTIFIED -> keyId = octet("key id");
      case KEY_WRAPPED -> {
        keyId = octet("id of the key encryption key");
        octets(keyData, "wrapped key");
      }
      case KEY_AGREED -> {
        octets(keyParameters, "key parameters");
        octets(keyData, "data of the agreed key");
      }
      default -> throw malformed("choice " + keyInfo + " of key info, expected 0, 1 or 2");
    }
  }

  private void securityHeader() throws CipheringException {
    if (content.length < SecurityHeader.LENGTH) {
      throw malformed(
          "ciphered content of "
              + content.length
              + " octets, expected 5 of security header or more");
    }
    securityControl = in[content.offset] & 0xFF;
    invocationCounter = Axdr.get32(in, content.offset + 1);
    content.set(content.offset + SecurityHeader.LENGTH, content.length - SecurityHeader.LENGTH);
  }

  private int octet(String name) throws CipheringException {
    if (at >= end) {
      throw malformed("ends before the " + name);
    }
    return in[at++] & 0xFF;
  }

  private void octets(Range range, String name) throws CipheringException {
    int length = octet("length of the " + name);
    if (length > 0x80) {
      int size = length & 0x7F;
      if (size > 4 || size > end - at) {
        throw malformed("length of the " + name + " in " + size + " octets, expected 1 to 4");
      }
      long value = 0;
      for (int i = 0; i < size; i++) {
        value = value << 8 | in[at++] & 0xFF;
      }
      length = (int) Math.min(value, Integer.MAX_VALUE);
    } else if (length == 0x80) {
      throw malformed("length of the " + name + " is indefinite, expected a number");
    }
    if (length > end - at) {
      throw malformed(name + " of " + length + " octets, only " + (end - at) + " are left");
    }
    range.set(at, length);
    at += length;
  }

  private static CipheringException malformed(String what) {
    return new CipheringException(CipheringException.Reason.MALFORMED, "protected APDU: " + what);
  }
}
