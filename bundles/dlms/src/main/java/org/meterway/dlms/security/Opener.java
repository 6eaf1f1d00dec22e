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
import org.meterway.dlms.security.CipheringException.Reason;
import org.meterway.dlms.security.EnvelopeReader.Range;

/** Takes one layer of protection after another off what is received. */
final class Opener {
  private static final String WRONG_KEY =
      "the keys or the system title differ, or the APDU was changed";

  private final KeyRing keys;
  private final byte[] ownTitle;
  private final boolean withoutAuthenticationKey;
  private final Replays replays;
  private final Signatures signatures;
  private final MessageKeys messageKeys;
  private final AesGcm cipher = new AesGcm(Cipher.DECRYPT_MODE);
  private final EnvelopeReader reader = new EnvelopeReader();
  private byte[] opened = new byte[256];

  Opener(
      KeyRing keys, byte[] ownTitle, ReceivedCounters received, boolean withoutAuthenticationKey) {
    this.keys = keys;
    this.ownTitle = ownTitle;
    this.withoutAuthenticationKey = withoutAuthenticationKey;
    replays = new Replays(received);
    signatures = new Signatures(keys);
    messageKeys = new MessageKeys(keys);
  }

  /** Takes the outer layer off the APDU in the view; {@code peerTitle} is null for any sender. */
  void takeLayerOff(Unprotected view, byte[] peerTitle, Requirement required)
      throws CipheringException {
    byte[] apdu = view.array();
    reader.read(apdu, view.offset(), view.length());
    if (reader.tag == ApduTag.GENERAL_SIGNING) {
      checkReceiver(apdu);
      sender(apdu, peerTitle);
      signatures.verify(reader, apdu);
      view.transaction(copy(apdu, reader.transaction));
      view.setSigned();
      view.content(apdu, reader.content.offset, reader.content.length);
      return;
    }
    if (view.envelope() != null) {
      throw new CipheringException(
          Reason.UNSUPPORTED, "ciphered twice, expected one ciphered layer and signatures");
    }
    checkControl();
    required.check(Protection.of(reader.securityControl), view.signed());
    open(view, apdu, peerTitle);
  }

  /**
   * Whether an answer to our challenge is right; its counter need not rise: the challenge is new.
   */
  boolean isGmac(byte[] challenge, byte[] answer, byte[] peerTitle) throws CipheringException {
    SymmetricKey key = keys.key(KeyId.UNICAST_ENCRYPTION);
    SymmetricKey authentication = keys.key(KeyId.AUTHENTICATION);
    int control = Protection.AUTHENTICATION.bits() | keys.suite().id();
    if (answer.length != SecurityHeader.LENGTH + AesGcm.TAG_LENGTH
        || (answer[0] & 0xFF) != control) {
      return false;
    }
    try {
      cipher.vector(peerTitle, Axdr.get32(answer, 1));
      cipher.begin(key, control, authentication);
      cipher.covers(challenge, 0, challenge.length);
      cipher.check(answer, SecurityHeader.LENGTH);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The other side is another. */
  void forgetPeer() {
    replays.clear();
  }

  void wipe() {
    Arrays.fill(opened, (byte) 0);
    replays.clear();
  }

  private void open(Unprotected view, byte[] apdu, byte[] peerTitle) throws CipheringException {
    Envelope envelope = CipherTags.envelope(reader.tag);
    boolean general = envelope == Envelope.GENERAL_CIPHERING;
    boolean dedicated = envelope.isDedicated();
    KeyChoice choice = choice(envelope, apdu);
    if (general && choice != KeyChoice.BROADCAST) {
      checkReceiver(apdu);
    }
    byte[] title = sender(apdu, peerTitle);
    SymmetricKey key;
    if (choice.isForOneApdu()) {
      key = messageKeys.received(choice, reader, apdu, title, ownTitle);
    } else {
      key = dedicated ? keys.dedicated() : keys.key(choice.shared());
    }
    long counter = reader.invocationCounter;
    try {
      if (choice.isForOneApdu()) {
        replays.checkEphemeral(title, key, counter);
      } else {
        replays.check(title, choice, dedicated, key, counter);
      }
      boolean verified = decipher(view, key, apdu, title, general);
      checkContent(view, verified);
      replays.accept(counter);
      Protection protection = Protection.of(reader.securityControl);
      view.ciphered(protection, envelope, choice, counter, verified || !protection.authenticates());
      if (general) {
        view.transaction(copy(apdu, reader.transaction));
      }
    } finally {
      if (choice.isForOneApdu()) {
        key.destroy();
      }
    }
  }

  private KeyChoice choice(Envelope envelope, byte[] apdu) throws CipheringException {
    if (envelope == Envelope.GENERAL_CIPHERING) {
      return messageKeys.choice(reader, apdu);
    }
    boolean broadcast = (reader.securityControl & SecurityHeader.BROADCAST) != 0;
    return broadcast && !envelope.isDedicated() ? KeyChoice.BROADCAST : KeyChoice.UNICAST;
  }

  /** Sets the content of the view; true when a tag was checked. */
  private boolean decipher(
      Unprotected view, SymmetricKey key, byte[] apdu, byte[] title, boolean general)
      throws CipheringException {
    int control = reader.securityControl;
    Protection protection = Protection.of(control);
    Range content = reader.content;
    int length = content.length - (protection.authenticates() ? AesGcm.TAG_LENGTH : 0);
    if (length < 0) {
      throw new CipheringException(
          Reason.MALFORMED,
          "content of " + content.length + " octets has no room for a tag of 12 octets");
    }
    boolean skipsTag = withoutAuthenticationKey && !keys.has(KeyId.AUTHENTICATION);
    boolean checks = protection.authenticates() && !skipsTag;
    if (protection.encrypts()) {
      room(length);
    }
    try {
      cipher.vector(title, reader.invocationCounter);
      if (checks) {
        cipher.begin(key, control, keys.key(KeyId.AUTHENTICATION));
        if (general) {
          cipher.covers(apdu, reader.fields.offset, reader.fields.length);
        }
        if (protection.encrypts()) {
          cipher.crypt(apdu, content.offset, content.length, opened, 0);
        } else {
          cipher.covers(apdu, content.offset, length);
          cipher.check(apdu, content.offset + length);
        }
      } else if (protection.encrypts()) {
        cipher.cryptOnly(key, apdu, content.offset, length, opened, 0);
      }
    } catch (GeneralSecurityException e) {
      throw new CipheringException(
          Reason.AUTHENTICATION_FAILED, "the tag does not fit: " + WRONG_KEY, e);
    }
    boolean inPlace = !protection.encrypts();
    view.content(inPlace ? apdu : opened, inPlace ? content.offset : 0, length);
    return checks;
  }

  /** The content must be what its envelope says; where no tag tells, at least an APDU. */
  private void checkContent(Unprotected view, boolean verified) throws CipheringException {
    int tag = view.tag();
    int named = ApduTag.plain(reader.tag);
    boolean fits = named < 0 || named == tag || CipherTags.mayBePlain(tag);
    if (fits && (verified || CipherTags.isPlain(tag))) {
      return;
    }
    throw new CipheringException(
        verified ? Reason.MALFORMED : Reason.AUTHENTICATION_FAILED,
        "the content of an APDU "
            + hex(reader.tag)
            + (tag < 0 ? " is empty" : " begins with " + hex(tag))
            + ", expected "
            + (named < 0 ? "the tag of an APDU" : hex(named))
            + (verified ? "" : ": " + WRONG_KEY));
  }

  private void checkControl() throws CipheringException {
    int control = reader.securityControl;
    if ((control & SecurityHeader.COMPRESSED) != 0) {
      throw new CipheringException(
          Reason.UNSUPPORTED,
          "the APDU is compressed (bit 7 of security control " + hex(control) + "): not supported");
    }
    SecuritySuite suite = SecuritySuite.of(control & SecurityHeader.SUITE);
    if (suite != keys.suite()) {
      throw new CipheringException(
          Reason.WRONG_SUITE,
          "security suite " + suite.id() + " was received, expected " + keys.suite().id());
    }
    if (Protection.of(control) == Protection.NONE) {
      throw new CipheringException(
          Reason.INSUFFICIENT_PROTECTION,
          "security control " + hex(control) + " protects nothing, expected bit 4 or 5");
    }
  }

  private void checkReceiver(byte[] apdu) throws CipheringException {
    if (reader.recipient.length != 0 && !is(apdu, reader.recipient, ownTitle)) {
      throw new CipheringException(
          Reason.UNKNOWN_SYSTEM_TITLE, "the APDU is for another system title than ours");
    }
  }

  /** The sender's title: the one in the APDU, which must be the other side's, or else that. */
  private byte[] sender(byte[] apdu, byte[] peerTitle) throws CipheringException {
    Range title = reader.title;
    if (title.length != 0 && title.length != AesGcm.TITLE_LENGTH) {
      throw new CipheringException(
          Reason.MALFORMED, "system title of " + title.length + " octets, expected 8");
    }
    if (title.length == 0) {
      return SecurityContext.known(peerTitle);
    }
    boolean right = peerTitle == null ? !is(apdu, title, ownTitle) : is(apdu, title, peerTitle);
    if (!right) {
      throw new CipheringException(
          Reason.UNKNOWN_SYSTEM_TITLE,
          "the APDU is from another system title than the other side's");
    }
    return peerTitle == null ? copy(apdu, title) : peerTitle;
  }

  private void room(int length) {
    if (opened.length < length) {
      Arrays.fill(opened, (byte) 0);
      opened = new byte[length + length / 4];
    }
  }

  private static boolean is(byte[] apdu, Range range, byte[] title) {
    return Arrays.equals(apdu, range.offset, range.offset + range.length, title, 0, title.length);
  }

  private static byte[] copy(byte[] apdu, Range range) {
    return Arrays.copyOfRange(apdu, range.offset, range.offset + range.length);
  }

  private static String hex(int octet) {
    return String.format("0x%02X", octet);
  }
}
