/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that the header of a recording tells, or that its reader has. Wiped by {@link #close}.
 */
public final class RecordedKeys implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();
  private static final String VALUE = "=([0-9A-Fa-f]{2}\\.\\.[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2})+)";
  private static final Pattern FIELD =
      Pattern.compile(
          "\\b(EK|AK|dedicated|client-title|server-title|system-title)(?:\\([A-Z]+\\))?" + VALUE);
  private static final int SUITE_2 = 32;
  private static final int TITLE = 8;

  private byte[] encryptionKey;
  private byte[] authenticationKey;
  private byte[] longEncryptionKey;
  private byte[] longAuthenticationKey;
  private byte[] dedicatedKey;
  private byte[] clientTitle;
  private byte[] serverTitle;

  /** Of a header that does not say whose it is. */
  private byte[] systemTitle;

  /** No keys. */
  public RecordedKeys() {}

  /**
   * Sets the encryption key, before or in place of what a header says.
   *
   * @param key 16 octets, or 32 for suite 2
   * @throws IllegalArgumentException if it has another length
   */
  public RecordedKeys encryptionKey(byte[] key) {
    if (checked(key).length == SUITE_2) {
      longEncryptionKey = key.clone();
    } else {
      encryptionKey = key.clone();
    }
    return this;
  }

  /**
   * Sets the authentication key.
   *
   * @param key 16 octets, or 32 for suite 2
   * @throws IllegalArgumentException if it has another length
   */
  public RecordedKeys authenticationKey(byte[] key) {
    if (checked(key).length == SUITE_2) {
      longAuthenticationKey = key.clone();
    } else {
      authenticationKey = key.clone();
    }
    return this;
  }

  /**
   * Sets the system title of who ciphered, for APDUs that do not tell it.
   *
   * @param title 8 octets
   * @throws IllegalArgumentException if it has another length
   */
  public RecordedKeys systemTitle(byte[] title) {
    if (title.length != TITLE) {
      throw new IllegalArgumentException(
          "a system title of " + title.length + " octets, expected 8");
    }
    systemTitle = title.clone();
    return this;
  }

  private static byte[] checked(byte[] key) {
    if (key.length != 16 && key.length != SUITE_2) {
      throw new IllegalArgumentException("a key of " + key.length + " octets, expected 16 or 32");
    }
    return key;
  }

  /** Takes what a line of the header tells; what is there already stays. */
  void header(String line) {
    Matcher field = FIELD.matcher(line);
    while (field.find()) {
      byte[] value = value(field.group(2));
      boolean isLong = value.length == SUITE_2;
      switch (field.group(1)) {
        case "EK" -> {
          if (isLong) {
            longEncryptionKey = kept(longEncryptionKey, value);
          } else {
            encryptionKey = kept(encryptionKey, value);
          }
        }
        case "AK" -> {
          if (isLong) {
            longAuthenticationKey = kept(longAuthenticationKey, value);
          } else {
            authenticationKey = kept(authenticationKey, value);
          }
        }
        case "dedicated" -> dedicatedKey = kept(dedicatedKey, value);
        case "client-title" -> clientTitle = kept(clientTitle, value);
        case "server-title" -> serverTitle = kept(serverTitle, value);
        default -> systemTitle = kept(systemTitle, value);
      }
    }
  }

  private static byte[] kept(byte[] known, byte[] value) {
    return known == null ? value : known;
  }

  /** Hex text, or {@code 00..1F} for the octets from one to the other. */
  private static byte[] value(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return HEX.parseHex(text);
    }
    int first = Integer.parseInt(text.substring(0, dots), 16);
    int last = Integer.parseInt(text.substring(dots + 2), 16);
    byte[] octets = new byte[Math.max(0, last - first + 1)];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (first + i);
    }
    return octets;
  }

  byte[] encryption(boolean isSuite2) {
    return isSuite2 ? longEncryptionKey : encryptionKey;
  }

  byte[] authentication(boolean isSuite2) {
    return isSuite2 ? longAuthenticationKey : authenticationKey;
  }

  byte[] dedicated() {
    return dedicatedKey;
  }

  byte[] clientTitle() {
    return clientTitle == null ? systemTitle : clientTitle;
  }

  byte[] serverTitle() {
    return serverTitle == null ? systemTitle : serverTitle;
  }

  @Override
  public void close() {
    for (byte[] key :
        new byte[][] {
          encryptionKey, authenticationKey, longEncryptionKey, longAuthenticationKey, dedicatedKey
        }) {
      if (key != null) {
        Arrays.fill(key, (byte) 0);
      }
    }
  }
}
