/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Arrays;
import java.util.Objects;
import org.meterway.dlms.apdu.ApduTag;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * Protects what one side of an association sends and checks what it receives. Both sides use it in
 * the same way; a listener to pushes has one for each sender.
 *
 * <p>For one thread. A view that is given out is valid until the next call of the same method.
 */
public final class SecurityContext implements AutoCloseable {
  private static final int TITLE_LENGTH = AesGcm.TITLE_LENGTH;
  private static final int MOST_LAYERS = 3;

  private final KeyRing keys;
  private final byte[] ownTitle;
  private final Sealer sealer;
  private final Opener opener;
  private final Signatures signatures;
  private final ProtectedApdu sent = new ProtectedApdu();
  private final Unprotected view = new Unprotected();

  private byte[] peerTitle;
  private SecurityPolicy policy = SecurityPolicy.NONE;
  private Requirement required = Requirement.NOTHING;
  private byte[] transactionId;

  private SecurityContext(Builder builder) {
    keys = builder.keys;
    ownTitle = builder.ownTitle;
    peerTitle = builder.peerTitle;
    sealer = new Sealer(keys, ownTitle, builder.counters);
    opener = new Opener(keys, ownTitle, builder.received, builder.withoutAuthenticationKey);
    signatures = new Signatures(keys);
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
      opener.forgetPeer();
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
    required = new Requirement(least, signed);
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
    if ((plain[offset] & 0xFF) == ApduTag.EXCEPTION_RESPONSE) {
      return sent;
    }
    if (how.protection() == Protection.NONE) {
      // Nothing is ciphered; a signature may follow.
    } else if (how.envelope() == Envelope.GENERAL_CIPHERING) {
      sealer.seal(how, general(how), plain, offset, length, sent);
    } else {
      sealer.seal(how, plain, offset, length, sent);
    }
    if (how.signed()) {
      byte[] apdu = signatures.sign(general(how), sent.array(), sent.offset(), sent.length());
      sent.set(apdu, 0, apdu.length, sent.invocationCounter());
    }
    return sent;
  }

  /**
   * Takes the protection off an APDU and checks it. A plain APDU is given back as it is when none
   * is required. Without a tag (encryption only) a changed APDU is not noticed, and neither is a
   * changed invocation counter. A signature alone does not keep an APDU from being sent again by
   * another: only ciphering counts.
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
    for (int layer = 0; ApduTag.isProtected(view.tag()); layer++) {
      if (layer == MOST_LAYERS) {
        throw new CipheringException(
            Reason.UNSUPPORTED, "more than " + MOST_LAYERS + " layers of protection");
      }
      opener.takeLayerOff(view, peerTitle, required);
    }
    required.check(view);
    return view;
  }

  /** Wipes what was received and sent; the keys are their owner's to close. */
  @Override
  public void close() {
    sealer.wipe();
    opener.wipe();
  }

  byte[] gmac(byte[] challenge) throws CipheringException {
    return sealer.gmac(challenge);
  }

  boolean isGmac(byte[] challenge, byte[] answer) throws CipheringException {
    return opener.isGmac(challenge, answer, knownPeer());
  }

  byte[] knownPeer() throws CipheringException {
    return known(peerTitle);
  }

  static byte[] known(byte[] peerTitle) throws CipheringException {
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
