/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import org.meterway.dlms.security.CipheringException.Reason;
import org.meterway.dlms.security.EnvelopeReader.Range;

/**
 * Protects what one side of an association sends and checks what it receives. Both sides use it in
 * the same way; a listener to pushes has one for each sender.
 *
 * <p>For one thread. A view that is given out is valid until the next call of the same method.
 */
public final class SecurityContext implements AutoCloseable {
  private static final int TITLE_LENGTH = AesGcm.TITLE_LENGTH;
  private static final int HEADER_LENGTH = 5;
  private static final int MOST_LAYERS = 3;
  private static final int COMPRESSED = 0x80;
  private static final int BROADCAST = 0x40;
  private static final int SUITE = 0x0F;

  private final KeyRing keys;
  private final byte[] ownTitle;
  private final InvocationCounters counters;
  private final boolean withoutAuthenticationKey;
  private final Replays replays;
  private final Signatures signatures;
  private final MessageKeys messageKeys;
  private final AesGcm sealing = new AesGcm(Cipher.ENCRYPT_MODE);
  private final AesGcm opening = new AesGcm(Cipher.DECRYPT_MODE);
  private final EnvelopeReader reader = new EnvelopeReader();
  private final ProtectedApdu sent = new ProtectedApdu();
  private final Unprotected view = new Unprotected();

  private byte[] peerTitle;
  private SecurityPolicy policy = SecurityPolicy.NONE;
  private Protection leastProtection = Protection.NONE;
  private boolean signatureRequired;
  private byte[] transactionId;
  private byte[] sealed = new byte[256];
  private byte[] opened = new byte[256];

  private SecurityContext(Builder builder) {
    keys = builder.keys;
    ownTitle = builder.ownTitle;
    peerTitle = builder.peerTitle;
    counters = builder.counters;
    withoutAuthenticationKey = builder.withoutAuthenticationKey;
    replays = new Replays(builder.received);
    signatures = new Signatures(keys);
    messageKeys = new MessageKeys(keys);
  }

  /**
   * Begins a context.
   *
   * @param keys of the association; the context does not close them
   * @param ownSystemTitle of this side, 8 octets
   * @return a builder
   */
  public static Builder builder(KeyRing keys, byte[] ownSystemTitle) {
    return new Builder(keys, ownSystemTitle);
  }

  /** The keys. */
  public KeyRing keys() {
    return keys;
  }

  /** The system title of this side. */
  public byte[] ownSystemTitle() {
    return ownTitle.clone();
  }

  /** The system title of the other side, empty when it is not known. */
  public byte[] peerSystemTitle() {
    return peerTitle == null ? new byte[0] : peerTitle.clone();
  }

  /**
   * Sets the system title of the other side, as the AARQ or AARE tells it.
   *
   * @param systemTitle 8 octets
   */
  public void peer(byte[] systemTitle) {
    byte[] title = checkedTitle(systemTitle);
    if (!Arrays.equals(title, peerTitle)) {
      peerTitle = title;
      replays.clear();
    }
  }

  /** How what is sent is protected. */
  public SecurityPolicy policy() {
    return policy;
  }

  /**
   * Sets how what is sent is protected, and requires what is received to be protected as well as
   * that.
   *
   * @param sending the policy
   */
  public void policy(SecurityPolicy sending) {
    policy = Objects.requireNonNull(sending, "policy");
    require(sending.protection(), sending.signed());
  }

  /**
   * Sets what is required of what is received. An exception-response, a confirmed-service-error,
   * the APDUs of ACSE and the blocks of general block transfer may come plain all the same.
   *
   * @param least the least protection
   * @param signed whether a signature is required
   */
  public void require(Protection least, boolean signed) {
    leastProtection = Objects.requireNonNull(least, "least protection");
    signatureRequired = signed;
  }

  /**
   * Sets the transaction id of the next general-ciphering and general-signing APDUs, as a server
   * does that answers in a transaction.
   *
   * @param id 1 to 255 octets, or null for a new random one each time
   */
  public void transactionId(byte[] id) {
    transactionId = id == null || id.length == 0 ? null : id.clone();
  }

  /**
   * Protects an APDU by the policy. An exception-response stays plain: the standard has no other
   * form.
   *
   * @param plain holds the APDU; not changed
   * @param offset where it begins
   * @param length its octets, 1 or more
   * @return a view of what to send; of {@code plain} itself when nothing is to be done
   * @throws CipheringException when a key is missing or the invocation counter cannot be used
   */
  public ProtectedApdu protect(byte[] plain, int offset, int length) throws CipheringException {
    return protect(policy, plain, offset, length);
  }

  /**
   * Protects an APDU by a policy of its own.
   *
   * @param how the policy
   * @param plain holds the APDU; not changed
   * @param offset where it begins
   * @param length its octets, 1 or more
   * @return a view of what to send; of {@code plain} itself when nothing is to be done
   * @throws CipheringException when a key is missing or the invocation counter cannot be used
   */
  public ProtectedApdu protect(SecurityPolicy how, byte[] plain, int offset, int length)
      throws CipheringException {
    Objects.checkFromIndexSize(offset, length, plain.length);
    if (length == 0) {
      throw new IllegalArgumentException("an empty APDU cannot be protected");
    }
    sent.set(plain, offset, length, -1);
    if ((plain[offset] & 0xFF) == CipherTags.EXCEPTION_RESPONSE) {
      return sent;
    }
    if (how.signed()) {
      byte[] apdu = signatures.sign(general(how), plain, offset, length);
      sent.set(apdu, 0, apdu.length, -1);
    }
    if (how.protection() != Protection.NONE) {
      seal(how, sent.array(), sent.offset(), sent.length());
    }
    return sent;
  }

  /**
   * Takes the protection off an APDU and checks it. A plain APDU is given back as it is when none
   * is required. Without a tag (encryption only) a changed APDU is not noticed, and neither is a
   * changed invocation counter.
   *
   * @param apdu holds the APDU; not changed
   * @param offset where it begins
   * @param length its octets
   * @return a view of the plain APDU
   * @throws CipheringException when it is not what the other side may send
   */
  public Unprotected unprotect(byte[] apdu, int offset, int length) throws CipheringException {
    Objects.checkFromIndexSize(offset, length, apdu.length);
    view.plain(apdu, offset, length);
    for (int layer = 0; EnvelopeReader.isProtected(view.tag()); layer++) {
      if (layer == MOST_LAYERS) {
        throw new CipheringException(
            Reason.UNSUPPORTED, "more than " + MOST_LAYERS + " layers of protection");
      }
      takeLayerOff();
    }
    checkRequired();
    return view;
  }

  /** Wipes what was received and sent; the keys are their owner's to close. */
  @Override
  public void close() {
    Arrays.fill(opened, (byte) 0);
    Arrays.fill(sealed, (byte) 0);
    replays.clear();
  }

  /** The answer to a challenge of the other side, with a counter of its own: SC | IC | tag. */
  byte[] gmac(byte[] challenge) throws CipheringException {
    int control = Protection.AUTHENTICATION.bits() | keys.suite().id();
    byte[] answer = new byte[HEADER_LENGTH + AesGcm.TAG_LENGTH];
    answer[0] = (byte) control;
    long counter = counters.next();
    Axdr.put32(answer, 1, counter);
    SymmetricKey key = keys.key(KeyId.UNICAST_ENCRYPTION);
    try {
      sealing.vector(ownTitle, counter);
      sealing.begin(key, control, keys.key(KeyId.AUTHENTICATION));
      sealing.covers(challenge, 0, challenge.length);
      sealing.tag(answer, HEADER_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("GMAC failed", e);
    }
    return answer;
  }

  /**
   * Whether an answer to our challenge is right. Its counter need not rise: the challenge is new.
   */
  boolean isGmac(byte[] challenge, byte[] answer) throws CipheringException {
    int control = Protection.AUTHENTICATION.bits() | keys.suite().id();
    if (answer.length != HEADER_LENGTH + AesGcm.TAG_LENGTH || (answer[0] & 0xFF) != control) {
      return false;
    }
    SymmetricKey key = keys.key(KeyId.UNICAST_ENCRYPTION);
    try {
      opening.vector(knownPeer(), Axdr.get32(answer, 1));
      opening.begin(key, control, keys.key(KeyId.AUTHENTICATION));
      opening.covers(challenge, 0, challenge.length);
      opening.check(answer, HEADER_LENGTH);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  byte[] knownPeer() throws CipheringException {
    if (peerTitle == null) {
      throw new CipheringException(
          Reason.UNKNOWN_SYSTEM_TITLE, "the other side's system title is needed and not known");
    }
    return peerTitle;
  }

  private GeneralFields general(SecurityPolicy how) throws CipheringException {
    byte[] recipient = how.key() == KeyChoice.BROADCAST ? new byte[0] : knownPeer();
    return GeneralFields.of(transactionId, ownTitle, recipient);
  }

  private void seal(SecurityPolicy how, byte[] plain, int offset, int length)
      throws CipheringException {
    Protection protection = how.protection();
    int tag = tagFor(how.envelope(), plain[offset] & 0xFF);
    boolean general = tag == CipherTags.GENERAL_CIPHERING;
    GeneralFields fields = general ? general(how) : null;
    MessageKeys.Made made = general ? messageKeys.make(how.key(), fields) : null;
    SymmetricKey key =
        made == null ? sharedKey(isDedicated(how.envelope()), how.key()) : made.key();
    boolean bit = how.key() == KeyChoice.BROADCAST && !general;
    int control = keys.suite().id() | protection.bits() | (bit ? BROADCAST : 0);
    int content = HEADER_LENGTH + length + (protection.authenticates() ? AesGcm.TAG_LENGTH : 0);

    int most = 1 + 5 + content + (general ? fields.size() + made.info().length : 1 + TITLE_LENGTH);
    if (sealed.length < most) {
      sealed = new byte[most + most / 4];
    }
    sealed[0] = (byte) tag;
    int at = 1;
    if (general) {
      at = made.put(sealed, fields.put(sealed, at));
    } else if (tag == CipherTags.GENERAL_GLO || tag == CipherTags.GENERAL_DED) {
      at = Axdr.put(sealed, at, ownTitle);
    }
    at = Axdr.putLength(sealed, at, content);
    sealed[at] = (byte) control;
    SymmetricKey authentication =
        protection.authenticates() ? keys.key(KeyId.AUTHENTICATION) : null;
    long counter = counters.next();
    int start = Axdr.put32(sealed, at + 1, counter);
    try {
      sealing.vector(ownTitle, counter);
      if (protection == Protection.ENCRYPTION) {
        sealing.cryptOnly(key, plain, offset, length, sealed, start);
      } else {
        sealing.begin(key, control, authentication);
        if (general) {
          sealing.covers(sealed, 1, fields.size());
        }
        if (protection == Protection.AUTHENTICATION) {
          sealing.covers(plain, offset, length);
          System.arraycopy(plain, offset, sealed, start, length);
          sealing.tag(sealed, start + length);
        } else {
          sealing.crypt(plain, offset, length, sealed, start);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ciphering failed", e);
    } finally {
      if (made != null) {
        made.wipe();
      }
    }
    sent.set(sealed, 0, at + content, counter);
  }

  private SymmetricKey sharedKey(boolean dedicated, KeyChoice choice) throws CipheringException {
    if (dedicated) {
      return keys.dedicated();
    }
    boolean broadcast = choice == KeyChoice.BROADCAST;
    return keys.key(broadcast ? KeyId.BROADCAST_ENCRYPTION : KeyId.UNICAST_ENCRYPTION);
  }

  private static boolean isDedicated(Envelope envelope) {
    return envelope == Envelope.DEDICATED || envelope == Envelope.GENERAL_DEDICATED;
  }

  private static int tagFor(Envelope envelope, int plain) {
    int own =
        switch (envelope) {
          case GLOBAL -> CipherTags.global(plain);
          case DEDICATED -> CipherTags.dedicated(plain);
          default -> 0;
        };
    if (own != 0) {
      return own;
    }
    return switch (envelope) {
      case GLOBAL, GENERAL_GLOBAL -> CipherTags.GENERAL_GLO;
      case DEDICATED, GENERAL_DEDICATED -> CipherTags.GENERAL_DED;
      case GENERAL_CIPHERING -> CipherTags.GENERAL_CIPHERING;
    };
  }

  private void takeLayerOff() throws CipheringException {
    byte[] apdu = view.array();
    reader.read(apdu, view.offset(), view.length());
    if (reader.tag == CipherTags.GENERAL_SIGNING) {
      checkSender(apdu, false);
      signatures.verify(reader, apdu);
      view.transaction(copy(apdu, reader.transaction));
      view.setSigned();
      view.content(apdu, reader.content.offset, reader.content.length);
    } else {
      open(apdu);
    }
  }

  private void open(byte[] apdu) throws CipheringException {
    if (view.envelope() != null) {
      throw new CipheringException(
          Reason.UNSUPPORTED, "ciphered twice, expected one ciphered layer and signatures");
    }
    int control = reader.securityControl;
    checkControl(control);
    Envelope envelope = envelope(reader.tag);
    boolean general = envelope == Envelope.GENERAL_CIPHERING;
    KeyChoice choice = KeyChoice.UNICAST;
    if (general) {
      choice = messageKeys.choice(reader, apdu);
    } else if (!isDedicated(envelope) && (control & BROADCAST) != 0) {
      choice = KeyChoice.BROADCAST;
    }
    boolean titleGiven = checkSender(apdu, choice == KeyChoice.BROADCAST);
    boolean dedicated = isDedicated(envelope);
    boolean ephemeral = choice.ordinal() > KeyChoice.BROADCAST.ordinal();
    byte[] title = titleGiven && peerTitle == null ? copy(apdu, reader.title) : knownPeer();
    SymmetricKey key =
        ephemeral
            ? messageKeys.received(choice, reader, apdu, title, ownTitle)
            : sharedKey(dedicated, choice);
    long counter = reader.invocationCounter;
    try {
      if (ephemeral) {
        replays.checkEphemeral(title, key, counter);
      } else {
        replays.check(title, choice, dedicated, key, counter);
      }
      boolean verified = decipher(key, apdu, title, general);
      replays.accept(counter);
      view.ciphered(Protection.of(control), envelope, choice, counter, verified);
      if (general) {
        view.transaction(copy(apdu, reader.transaction));
      }
    } finally {
      if (ephemeral) {
        key.destroy();
      }
    }
  }

  /** Sets the content of the view; true when a tag was checked, or there is none. */
  private boolean decipher(SymmetricKey key, byte[] apdu, byte[] title, boolean general)
      throws CipheringException {
    int control = reader.securityControl;
    Protection protection = Protection.of(control);
    Range content = reader.content;
    int plainLength = content.length - (protection.authenticates() ? AesGcm.TAG_LENGTH : 0);
    if (plainLength < 0) {
      throw new CipheringException(
          Reason.MALFORMED,
          "content of " + content.length + " octets has no room for a tag of 12 octets");
    }
    boolean checks = protection.authenticates();
    if (checks && withoutAuthenticationKey && !keys.has(KeyId.AUTHENTICATION)) {
      checks = false;
    }
    if (protection.encrypts() && opened.length < plainLength) {
      Arrays.fill(opened, (byte) 0);
      opened = new byte[plainLength + plainLength / 4];
    }
    try {
      opening.vector(title, reader.invocationCounter);
      if (checks) {
        opening.begin(key, control, keys.key(KeyId.AUTHENTICATION));
        if (general) {
          opening.covers(apdu, reader.fields.offset, reader.fields.length);
        }
        if (protection.encrypts()) {
          opening.crypt(apdu, content.offset, content.length, opened, 0);
        } else {
          opening.covers(apdu, content.offset, plainLength);
          opening.check(apdu, content.offset + plainLength);
        }
      } else if (protection.encrypts()) {
        opening.cryptOnly(key, apdu, content.offset, plainLength, opened, 0);
      }
    } catch (GeneralSecurityException e) {
      throw new CipheringException(
          Reason.AUTHENTICATION_FAILED,
          "the tag does not fit: the keys or the system title differ, or the APDU was changed",
          e);
    }
    if (protection.encrypts()) {
      view.content(opened, 0, plainLength);
    } else {
      view.content(apdu, content.offset, plainLength);
    }
    return checks || !protection.authenticates();
  }

  private void checkControl(int control) throws CipheringException {
    if ((control & COMPRESSED) != 0) {
      throw new CipheringException(
          Reason.UNSUPPORTED,
          "the APDU is compressed (bit 7 of security control " + hex(control) + "): not supported");
    }
    SecuritySuite suite = SecuritySuite.of(control & SUITE);
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

  /** Checks the titles in the APDU; false when there is none of the sender. */
  private boolean checkSender(byte[] apdu, boolean broadcast) throws CipheringException {
    Range title = reader.title;
    boolean general =
        reader.tag == CipherTags.GENERAL_CIPHERING || reader.tag == CipherTags.GENERAL_SIGNING;
    if (general
        && reader.recipient.length != 0
        && !broadcast
        && !is(apdu, reader.recipient, ownTitle)) {
      throw new CipheringException(
          Reason.UNKNOWN_SYSTEM_TITLE, "the APDU is for another system title than ours");
    }
    if (title.length == 0) {
      return false;
    }
    if (title.length != TITLE_LENGTH) {
      throw new CipheringException(
          Reason.MALFORMED, "system title of " + title.length + " octets, expected 8");
    }
    boolean known = peerTitle == null ? !is(apdu, title, ownTitle) : is(apdu, title, peerTitle);
    if (!known) {
      throw new CipheringException(
          Reason.UNKNOWN_SYSTEM_TITLE,
          "the APDU is from another system title than the other side's");
    }
    return true;
  }

  private void checkRequired() throws CipheringException {
    Protection protection = view.protection();
    boolean enough = protection.covers(leastProtection) && (view.signed() || !signatureRequired);
    if (enough || CipherTags.mayBePlain(view.tag())) {
      return;
    }
    if (protection == Protection.NONE && leastProtection != Protection.NONE) {
      throw new CipheringException(
          Reason.NOT_CIPHERED, "the APDU came plain, expected " + leastProtection);
    }
    throw new CipheringException(
        Reason.INSUFFICIENT_PROTECTION,
        "the APDU came with "
            + protection
            + (view.signed() ? " and signed" : ", not signed")
            + ", expected "
            + leastProtection
            + (signatureRequired ? " and signed" : ""));
  }

  private static Envelope envelope(int tag) {
    return switch (tag) {
      case CipherTags.GENERAL_GLO -> Envelope.GENERAL_GLOBAL;
      case CipherTags.GENERAL_DED -> Envelope.GENERAL_DEDICATED;
      case CipherTags.GENERAL_CIPHERING -> Envelope.GENERAL_CIPHERING;
      default -> CipherTags.isDedicated(tag) ? Envelope.DEDICATED : Envelope.GLOBAL;
    };
  }

  private static boolean is(byte[] apdu, Range range, byte[] title) {
    return Arrays.equals(apdu, range.offset, range.offset + range.length, title, 0, title.length);
  }

  private static byte[] copy(byte[] apdu, Range range) {
    return Arrays.copyOfRange(apdu, range.offset, range.offset + range.length);
  }

  private static String hex(int control) {
    return String.format("0x%02X", control);
  }

  private static byte[] checkedTitle(byte[] title) {
    if (title.length != TITLE_LENGTH) {
      throw new IllegalArgumentException("system title of " + title.length + " octets, expected 8");
    }
    return title.clone();
  }

  /** What a context needs to begin. */
  public static final class Builder {
    private final KeyRing keys;
    private final byte[] ownTitle;
    private byte[] peerTitle;
    private InvocationCounters counters = InvocationCounters.inMemory(0);
    private ReceivedCounters received = new ReceivedCounters();
    private boolean withoutAuthenticationKey;

    private Builder(KeyRing keys, byte[] ownTitle) {
      this.keys = Objects.requireNonNull(keys, "keys");
      this.ownTitle = checkedTitle(ownTitle);
    }

    /**
     * Sets the system title of the other side. Without it, general- APDUs of any sender that has
     * the keys are taken.
     *
     * @param systemTitle 8 octets
     * @return this
     */
    public Builder peer(byte[] systemTitle) {
      peerTitle = checkedTitle(systemTitle);
      return this;
    }

    /**
     * Sets where the counters of what is sent come from. The default forgets them: right only for
     * keys that are new.
     *
     * @param source the counters
     * @return this
     */
    public Builder counters(InvocationCounters source) {
      counters = Objects.requireNonNull(source, "counters");
      return this;
    }

    /**
     * Sets where the counters of what is received are remembered; the default is a memory of the
     * context's own.
     *
     * @param memory the counters
     * @return this
     */
    public Builder received(ReceivedCounters memory) {
      received = Objects.requireNonNull(memory, "received counters");
      return this;
    }

    /**
     * Lets APDUs with a tag be read when there is no authentication key: the tag is skipped, {@link
     * Unprotected#verified()} is false. For customer ports of which only the encryption key is
     * given out.
     *
     * @return this
     */
    public Builder withoutAuthenticationKey() {
      withoutAuthenticationKey = true;
      return this;
    }

    /** The context; it protects nothing and requires nothing until a policy is set. */
    public SecurityContext build() {
      return new SecurityContext(this);
    }
  }
}
