/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.meterway.api.config.PasswordDecoder;
import org.slf4j.LoggerFactory;

/**
 * Keeps passwords of the configuration unreadable from where it reads them to the component that
 * needs them: service properties, the Web Console and Configuration Admin's files are in between.
 *
 * <p>The key lies in the data folder, for its owner only. Whoever reads that file can read the
 * passwords; but a status page, a log or a copy of the stored configurations gives none away.
 * Thread-safe.
 */
final class PasswordVault implements PasswordDecoder {
  private static final String MARK = "{aes}";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String MAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Path file;
  private byte[] keys;

  /**
   * A vault.
   *
   * @param file with its key; made with the first password
   */
  PasswordVault(Path file) {
    this.file = file;
  }

  /** Whether it is a password that this or another vault has sealed. */
  static boolean isSealed(String password) {
    return password.startsWith(MARK);
  }

  /**
   * Seals a password. The same one looks the same each time, so that an unchanged configuration
   * stays unchanged.
   */
  String seal(String password) throws IOException {
    if (password.isEmpty() || isSealed(password)) {
      return password;
    }
    byte[] clear = password.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(keys(), KEY_BYTES, KEY_BYTES, MAC));
      byte[] nonce = Arrays.copyOf(mac.doFinal(clear), NONCE_BYTES);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear);
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return MARK + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES", e);
    }
  }

  @Override
  public char[] decode(String stored) {
    if (!isSealed(stored)) {
      return stored.toCharArray();
    }
    byte[] all = Base64.getDecoder().decode(stored.substring(MARK.length()));
    if (all.length < NONCE_BYTES) {
      throw new IllegalArgumentException("it is damaged");
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES));
      byte[] clear = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(clear));
      char[] password = new char[characters.remaining()];
      characters.get(password);
      Arrays.fill(clear, (byte) 0);
      Arrays.fill(characters.array(), '\0');
      return password;
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException("it was sealed with another key than " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + IoReason.of(e), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException, IOException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        mode,
        new SecretKeySpec(keys(), 0, KEY_BYTES, "AES"),
        new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** One for the cipher, one for its nonces. */
  private synchronized byte[] keys() throws IOException {
    if (keys == null) {
      keys = Files.exists(file) ? read() : new byte[0];
      if (keys.length != 2 * KEY_BYTES) {
        keys = new byte[2 * KEY_BYTES];
        new SecureRandom().nextBytes(keys);
        OwnerFile.write(file, Base64.getEncoder().encodeToString(keys) + "\n");
      }
    }
    return keys;
  }

  private byte[] read() throws IOException {
    try {
      return Base64.getDecoder()
          .decode(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip());
    } catch (IllegalArgumentException e) {
      LoggerFactory.getLogger(PasswordVault.class)
          .warn("{} is damaged; passwords that were entered elsewhere must be entered again", file);
      return new byte[0];
    }
  }
}
