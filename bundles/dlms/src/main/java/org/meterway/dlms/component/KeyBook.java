/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.meterway.dlms.push.PushKeys;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.ReceivedCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of meters by their system titles: of a file, which is read anew when it was changed, and
 * one for all others. Thread-safe.
 *
 * <p>A meter's ring stays the same while its keys change, so that who has it uses the new ones.
 */
final class KeyBook implements PushKeys, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyBook.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final PushListenerOptions.Keys options;
  private final ReceivedCounters received;
  private final LongSupplier nanoTime;
  private final KeyRing usual;
  private final Map<String, KeyRing> rings = new HashMap<>();
  private Map<String, KeyFile.Keys> keys = Map.of();
  private FileTime changed;
  private long lookedAt;
  private boolean looked;
  private String problem = "";

  /**
   * @param received forgets who has new keys
   */
  KeyBook(PushListenerOptions.Keys options, ReceivedCounters received, LongSupplier nanoTime) {
    this.options = options;
    this.received = received;
    this.nanoTime = nanoTime;
    this.usual = new KeyRing(options.suite());
    if (!options.encryption().isEmpty()) {
      fill(usual, new KeyFile.Keys(options.encryption(), options.authentication()));
    }
  }

  /** Reads the file, at most every other second. */
  @Override
  public synchronized KeyRing of(byte[] systemTitle) {
    look();
    KeyRing own = rings.get(HexFormat.of().withUpperCase().formatHex(systemTitle));
    if (own != null) {
      return own;
    }
    return usual.has(KeyId.UNICAST_ENCRYPTION) ? usual : null;
  }

  /**
   * A digest of the key that a meter's pushes are ciphered with; empty if there is none.
   *
   * @param title of the meter, in hex digits
   */
  synchronized String digest(String title) {
    KeyFile.Keys own = keys.get(title.toUpperCase(Locale.ROOT));
    Secret key = own == null ? options.encryption() : own.encryption();
    return key.isEmpty() ? "" : ReceivedShelf.digest(HexFormat.of().parseHex(title), key.octets());
  }

  /** What is wrong with the file; empty if it is right, or there is none. */
  synchronized String problem() {
    return problem;
  }

  /** How many meters the file names. */
  synchronized int size() {
    return rings.size();
  }

  /** Reads the file if it was changed. */
  synchronized void look() {
    Path file = options.file();
    long now = nanoTime.getAsLong();
    if (file == null || looked && now - lookedAt < LOOK_AGAIN.toNanos()) {
      return;
    }
    looked = true;
    lookedAt = now;
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (!modified.equals(changed)) {
        take(KeyFile.read(file, options.suite()));
        changed = modified;
      }
      problem = "";
    } catch (IOException e) {
      refuse(file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      refuse(file + ": " + e.getMessage());
    }
  }

  private void refuse(String reason) {
    if (!reason.equals(problem)) {
      problem = reason;
      LOG.error("The file of keys {}; what it said before holds", reason);
    }
  }

  private void take(Map<String, KeyFile.Keys> read) {
    Map<String, KeyFile.Keys> before = keys;
    keys = read;
    read.forEach(
        (title, own) -> {
          if (!own.equals(before.get(title))) {
            replace(title, own);
          }
        });
    before.forEach(
        (title, own) -> {
          if (!read.containsKey(title)) {
            rings.remove(title).close();
          }
        });
  }

  /** With new keys a meter begins to count anew. */
  private void replace(String title, KeyFile.Keys own) {
    KeyRing ring = rings.get(title);
    boolean losesKey =
        ring != null && ring.has(KeyId.AUTHENTICATION) && own.authentication().isEmpty();
    if (losesKey) {
      ring.close(); // A key cannot be taken out of a ring. Who has it asks anew with the next line.
    }
    if (ring == null || losesKey) {
      ring = new KeyRing(options.suite());
      rings.put(title, ring);
    }
    received.forget(HexFormat.of().parseHex(title));
    fill(ring, own);
  }

  private static void fill(KeyRing ring, KeyFile.Keys own) {
    ring.encryptionKey(own.encryption().octets());
    if (!own.authentication().isEmpty()) {
      ring.authenticationKey(own.authentication().octets());
    }
  }

  /** Wipes the keys. */
  @Override
  public synchronized void close() {
    usual.close();
    rings.values().forEach(KeyRing::close);
  }
}
