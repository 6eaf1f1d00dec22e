/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Ed25519 public keys of those who may publish: one or more blocks {@code PUBLIC KEY} in a PEM
 * file. Immutable.
 */
public final class TrustedKeys {
  /** The longest signature file in bytes. */
  public static final int LONGEST_SIGNATURE = 4096;

  private static final int LONGEST_FILE = 64 << 10;
  private static final int MOST_KEYS = 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----");

  private final Map<String, PublicKey> keys;

  private TrustedKeys(Map<String, PublicKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read or holds anything else than such keys, in words
   */
  public static TrustedKeys read(Path file) throws IOException {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(LONGEST_FILE + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
    if (octets.length > LONGEST_FILE) {
      throw new IOException(file + " is longer than a file of keys can be");
    }
    return parse(file.toString(), new String(octets, StandardCharsets.ISO_8859_1));
  }

  static TrustedKeys parse(String name, String pem) throws IOException {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (!block.group(1).equals("PUBLIC KEY") || !block.group(3).equals(block.group(1))) {
        throw new IOException(
            name + " holds a " + block.group(1) + "; only public keys belong there");
      }
      PublicKey key = key(name, block.group(2));
      keys.put(SigningKey.id(key), key);
    }
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw new IOException(name + ": 1 to " + MOST_KEYS + " public keys in PEM are expected");
    }
    return new TrustedKeys(keys);
  }

  /** The only key of a text. */
  static PublicKey parseOne(String name, String pem) throws IOException {
    return parse(name, pem).keys.values().iterator().next();
  }

  private static PublicKey key(String name, String base64) throws IOException {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(name + " holds a key that is not for Ed25519", e);
    }
  }

  /** Their short names: the first eight bytes of the SHA-256 checksum of each, in hex digits. */
  public Set<String> ids() {
    return keys.keySet();
  }

  /**
   * Checks that one of these keys has signed.
   *
   * @param what its name, for messages
   * @param octets what is signed, to the last octet
   * @param signatures the signature file
   * @return the key's short name
   * @throws ReleaseException if none has, or the file is none
   */
  public String check(String what, byte[] octets, byte[] signatures) throws ReleaseException {
    List<String> strangers = new ArrayList<>();
    for (SignatureLine line : SignatureLine.parse(what + Release.SIGNATURE, signatures)) {
      PublicKey key = keys.get(line.keyId());
      if (key == null) {
        strangers.add(line.keyId());
      } else if (isGood(key, octets, line.signature())) {
        return line.keyId();
      } else {
        throw new ReleaseException(
            Refusal.SIGNATURE,
            what + " is not what key " + line.keyId() + " has signed; it was changed after that");
      }
    }
    throw new ReleaseException(
        Refusal.SIGNATURE,
        what
            + " is signed by no trusted key: signed by "
            + String.join(", ", strangers)
            + ", trusted are "
            + String.join(", ", keys.keySet()));
  }

  private static boolean isGood(PublicKey key, byte[] octets, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(octets);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // One that is no point of the curve is not good either.
      return false;
    }
  }
}
