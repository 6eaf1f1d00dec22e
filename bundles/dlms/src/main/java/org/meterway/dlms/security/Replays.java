/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Finds the window of received counters for each key, without a look-up for the keys that stay. */
final class Replays {
  private static final int DIGEST_LENGTH = 16;

  private final ReceivedCounters received;
  private final Slot unicast = new Slot();
  private final Slot broadcast = new Slot();
  private final Slot dedicated = new Slot();

  Replays(ReceivedCounters received) {
    this.received = received;
  }

  /** The sender is another. */
  void clear() {
    unicast.clear();
    broadcast.clear();
    dedicated.clear();
  }

  ReplayWindow of(
      byte[] title, KeyChoice choice, boolean byDedicated, boolean ephemeral, SymmetricKey key) {
    if (ephemeral) {
      return received.ofEphemeral(title, digest(key));
    }
    Slot slot = choice == KeyChoice.BROADCAST ? broadcast : byDedicated ? dedicated : unicast;
    if (slot.key != key || !Arrays.equals(slot.title, title)) {
      boolean replaced = slot.key != null && Arrays.equals(slot.title, title);
      slot.key = key;
      slot.title = title;
      if (byDedicated) {
        slot.window = received.unshared();
      } else {
        slot.window = replaced ? received.renewed(title, choice) : received.of(title, choice);
      }
    }
    return slot.window;
  }

  void keep(byte[] title, SymmetricKey key, ReplayWindow window) {
    received.keep(title, digest(key), window);
  }

  private static byte[] digest(SymmetricKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.octets());
      return Arrays.copyOf(digest, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  private static final class Slot {
    private SymmetricKey key;
    private byte[] title;
    private ReplayWindow window;

    private void clear() {
      key = null;
      title = null;
      window = null;
    }
  }
}
