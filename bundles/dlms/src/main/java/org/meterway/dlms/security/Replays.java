/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Finds the counters that were received under a key, without a look-up for the keys that stay. A
 * sender that is new is remembered once its first tag was right, so that strangers fill nothing.
 */
final class Replays {
  private static final int DIGEST_LENGTH = 16;

  private final ReceivedCounters received;
  private final Slot unicast = new Slot();
  private final Slot broadcast = new Slot();
  private final Slot dedicated = new Slot();
  private Slot current;

  Replays(ReceivedCounters received) {
    this.received = received;
  }

  /** The sender is another. */
  void clear() {
    unicast.clear();
    broadcast.clear();
    dedicated.clear();
  }

  /** Refuses a counter that was seen under a key that stays. */
  void check(byte[] title, KeyChoice choice, boolean byDedicated, SymmetricKey key, long counter)
      throws CipheringException {
    current = choice == KeyChoice.BROADCAST ? broadcast : byDedicated ? dedicated : unicast;
    if (current.key != key || !Arrays.equals(current.title, title)) {
      boolean replaced = current.key != null && Arrays.equals(current.title, title);
      current.key = key;
      current.title = title;
      current.name = choice.name();
      current.ephemeral = false;
      current.kept = byDedicated;
      if (byDedicated) {
        current.window = received.unshared();
      } else {
        if (replaced) {
          received.forget(title, choice.name());
        }
        current.window = received.find(title, choice.name());
      }
    }
    current.window.check(counter);
  }

  /** Refuses a counter that was seen under a key that was made for one APDU. */
  void checkEphemeral(byte[] title, SymmetricKey key, long counter) throws CipheringException {
    current = new Slot();
    current.title = title;
    current.name = digest(key);
    current.ephemeral = true;
    current.window = received.find(title, current.name);
    current.window.check(counter);
  }

  /** Takes the counter that was checked: its tag was right. */
  void accept(long counter) throws CipheringException {
    if (!current.kept) {
      current.window =
          received.keep(current.title, current.name, current.ephemeral, current.window);
      current.kept = true;
    }
    current.window.accept(counter);
  }

  private static String digest(SymmetricKey key) {
    byte[] octets = key.getEncoded();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
      return HexFormat.of().formatHex(digest, 0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static final class Slot {
    private SymmetricKey key;
    private byte[] title;
    private String name;
    private boolean ephemeral;
    private ReplayWindow window;
    private boolean kept;

    private void clear() {
      key = null;
      title = null;
      window = null;
    }
  }
}
