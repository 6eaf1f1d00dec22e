/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * The challenges and answers of high level authentication (mechanisms 2 to 7), for the client and
 * for the server: each makes a challenge, takes the other's, answers it and verifies the other's
 * answer.
 *
 * <pre>
 * 2 AES      of the challenge with the secret: the manufacturer's choice, this one is what public implementations do
 * 3 MD5      of challenge | secret
 * 4 SHA-1    of challenge | secret
 * 5 GMAC     SC | IC | tag over the challenge, with encryption key and authentication key
 * 6 SHA-256  of secret | own title | other title | challenge | own challenge
 * 7 ECDSA    over own title | other title | challenge | own challenge
 * </pre>
 *
 * <p>Pass 3 takes an invocation counter for the GMAC; the ciphered APDU around it takes another.
 * For one association and one thread.
 */
public final class HighLevelSecurity implements AutoCloseable {
  /** Octets of the shortest challenge. */
  public static final int SHORTEST_CHALLENGE = 8;

  /** Octets of the longest challenge. */
  public static final int LONGEST_CHALLENGE = 64;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int USUAL_CHALLENGE = 16;
  private static final int ECDSA_CHALLENGE = 32;
  private static final int AES_BLOCK = 16;

  private final Mechanism mechanism;
  private final SecurityContext context;
  private final byte[] secret;
  private final byte[] challenge;
  private byte[] peerChallenge;

  /**
   * Begins with a random challenge of the usual length: 16 octets, 32 for ECDSA.
   *
   * @param mechanism one of the high ones, 2 to 7
   * @param context gives titles and keys in mechanisms 5 to 7; may be null in 2 to 4
   * @param secret the shared secret of mechanisms 2, 3, 4 and 6 (for 2: 16 octets at most); copied;
   *     may be null in 5 and 7
   */
  public HighLevelSecurity(Mechanism mechanism, SecurityContext context, byte[] secret) {
    this(
        mechanism,
        context,
        secret,
        newChallenge(mechanism == Mechanism.HIGH_ECDSA ? ECDSA_CHALLENGE : USUAL_CHALLENGE));
  }

  /**
   * Begins with a challenge that the caller made, for instance by {@link #newChallenge}.
   *
   * @param mechanism one of the high ones, 2 to 7
   * @param context gives titles and keys in mechanisms 5 to 7; may be null in 2 to 4
   * @param secret the shared secret of mechanisms 2, 3, 4 and 6 (for 2: 16 octets at most); copied;
   *     may be null in 5 and 7
   * @param challenge ours, 8 to 64 octets, never used before
   */
  public HighLevelSecurity(
      Mechanism mechanism, SecurityContext context, byte[] secret, byte[] challenge) {
    if (!mechanism.isHigh()) {
      throw new IllegalArgumentException(mechanism + " has no challenges, expected a high one");
    }
    boolean bySecret = mechanism != Mechanism.HIGH_GMAC && mechanism != Mechanism.HIGH_ECDSA;
    if (bySecret && (secret == null || secret.length == 0)) {
      throw new IllegalArgumentException(mechanism + " needs a secret");
    }
    if (mechanism == Mechanism.HIGH && secret.length > AES_BLOCK) {
      throw new IllegalArgumentException(
          "secret of " + secret.length + " octets, expected 1 to 16 in mechanism 2");
    }
    if (mechanism.id() >= Mechanism.HIGH_GMAC.id() && context == null) {
      throw new IllegalArgumentException(mechanism + " needs a security context");
    }
    this.mechanism = mechanism;
    this.context = context;
    this.secret = bySecret ? secret.clone() : new byte[0];
    this.challenge = checkedLength(challenge.length, challenge.clone());
  }

  /**
   * A random challenge.
   *
   * @param length 8 to 64 octets
   * @return the challenge
   */
  public static byte[] newChallenge(int length) {
    byte[] fresh = checkedLength(length, new byte[Math.max(length, 0)]);
    RANDOM.nextBytes(fresh);
    return fresh;
  }

  /** Our challenge: CtoS of a client, StoC of a server. */
  public byte[] challenge() {
    return challenge.clone();
  }

  /**
   * Takes the other side's challenge.
   *
   * @param other the challenge
   * @throws CipheringException CHALLENGE_REFUSED when it is ours come back, or not of 8 to 64
   *     octets
   */
  public void peerChallenge(byte[] other) throws CipheringException {
    if (other.length < SHORTEST_CHALLENGE || other.length > LONGEST_CHALLENGE) {
      throw new CipheringException(
          Reason.CHALLENGE_REFUSED, "challenge of " + other.length + " octets, expected 8 to 64");
    }
    if (MessageDigest.isEqual(other, challenge)) {
      throw new CipheringException(
          Reason.CHALLENGE_REFUSED,
          "the other side sent our own challenge back: it wants our answer for its own");
    }
    peerChallenge = other.clone();
  }

  /**
   * Our answer to the other side's challenge: f(StoC) of a client, f(CtoS) of a server.
   *
   * @return the octets for pass 3 or 4
   * @throws CipheringException when a key is missing or the invocation counter cannot be used
   */
  public byte[] answer() throws CipheringException {
    byte[] other = taken();
    return switch (mechanism) {
      case HIGH -> aes(other);
      case HIGH_MD5 -> hash("MD5", other, secret);
      case HIGH_SHA1 -> hash("SHA-1", other, secret);
      case HIGH_GMAC -> context.gmac(other);
      case HIGH_SHA256 -> hash("SHA-256", secret, ownTitle(), peerTitle(), other, challenge);
      default ->
          Signatures.sign(
              context.keys().suite(),
              context.keys().signing(),
              ownTitle(),
              peerTitle(),
              other,
              challenge);
    };
  }

  /**
   * Verifies the other side's answer to our challenge.
   *
   * @param answer what came in pass 3 or 4
   * @throws CipheringException CHALLENGE_FAILED when it is wrong
   */
  public void verify(byte[] answer) throws CipheringException {
    byte[] other = taken();
    boolean right =
        switch (mechanism) {
          case HIGH -> MessageDigest.isEqual(aes(challenge), answer);
          case HIGH_MD5 -> MessageDigest.isEqual(hash("MD5", challenge, secret), answer);
          case HIGH_SHA1 -> MessageDigest.isEqual(hash("SHA-1", challenge, secret), answer);
          case HIGH_GMAC -> context.isGmac(challenge, answer);
          case HIGH_SHA256 ->
              MessageDigest.isEqual(
                  hash("SHA-256", secret, peerTitle(), ownTitle(), challenge, other), answer);
          default ->
              Signatures.verify(
                  context.keys().suite(),
                  context.keys().peerSigning(),
                  answer,
                  peerTitle(),
                  ownTitle(),
                  challenge,
                  other);
        };
    if (!right) {
      throw new CipheringException(
          Reason.CHALLENGE_FAILED,
          "the answer to our challenge is wrong: secret, keys or system title differ");
    }
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  private byte[] ownTitle() {
    return context.ownSystemTitle();
  }

  private byte[] peerTitle() throws CipheringException {
    return context.knownPeer();
  }

  private byte[] taken() {
    if (peerChallenge == null) {
      throw new IllegalStateException("the other side's challenge was not taken yet");
    }
    return peerChallenge;
  }

  /** Cipher block chaining from zero; secret and challenge are filled up with zeros. */
  private byte[] aes(byte[] text) {
    SymmetricKey key = new SymmetricKey(Arrays.copyOf(secret, AES_BLOCK));
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[AES_BLOCK]));
      int blocks = (text.length + AES_BLOCK - 1) / AES_BLOCK;
      return cipher.doFinal(Arrays.copyOf(text, blocks * AES_BLOCK));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed", e);
    } finally {
      key.destroy();
    }
  }

  private static byte[] hash(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + algorithm, e);
    }
  }

  private static byte[] checkedLength(int length, byte[] octets) {
    if (length < SHORTEST_CHALLENGE || length > LONGEST_CHALLENGE) {
      throw new IllegalArgumentException("challenge of " + length + " octets, expected 8 to 64");
    }
    return octets;
  }
}
