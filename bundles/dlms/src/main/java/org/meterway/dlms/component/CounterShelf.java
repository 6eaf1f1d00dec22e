/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.CipheringException.Reason;
import org.meterway.dlms.security.FileInvocationCounters;
import org.meterway.dlms.security.InvocationCounters;

/**
 * The invocation counters of the whole gateway: one file for each system title and key, which all
 * meters of that title and key share. Thread-safe.
 */
final class CounterShelf {
  private static final int DIGEST_OCTETS = 8;

  /** Stands beside a counter of which no meter has told yet what it expects. */
  private static final String UNLEARNT = ".unlearnt";

  /** Of this process: a file has one user. */
  private static final CounterShelf SHARED = new CounterShelf();

  private final Map<Path, Entry> open = new HashMap<>();

  private static final class Entry {
    private final FileInvocationCounters counters;
    private final Path unlearnt;
    private int users;

    Entry(FileInvocationCounters counters, Path unlearnt) {
      this.counters = counters;
      this.unlearnt = unlearnt;
    }
  }

  /** A counter in use. */
  final class Lease implements AutoCloseable {
    private final Path file;
    private final Entry entry;
    private boolean closed;

    private Lease(Path file, Entry entry) {
      this.file = file;
      this.entry = entry;
    }

    InvocationCounters counters() {
      return entry.counters;
    }

    /** Whether the counter began here, and nobody has asked a meter yet which one it expects. */
    boolean isToBeLearnt() {
      return Files.exists(entry.unlearnt);
    }

    /** The meter was asked. */
    void learnt() throws IOException {
      Files.deleteIfExists(entry.unlearnt);
    }

    /** The last user closes the file. */
    @Override
    public void close() throws CipheringException {
      synchronized (CounterShelf.this) {
        if (!closed) {
          closed = true;
          entry.users--;
          if (entry.users == 0) {
            open.remove(file);
            entry.counters.close();
          }
        }
      }
    }
  }

  static CounterShelf shared() {
    return SHARED;
  }

  /**
   * The counter of a title and key.
   *
   * @param folder where the files are; made if it is not there
   * @throws CipheringException if the file is damaged, gone, or in use by another process; says
   *     what to do
   */
  synchronized Lease lease(Optional<Path> folder, byte[] title, byte[] key)
      throws CipheringException {
    if (folder.isEmpty()) {
      throw new CipheringException(
          Reason.COUNTER_UNAVAILABLE, "the platform has no folder for the invocation counter");
    }
    Path file = folder.get().resolve(name(title, key));
    Entry entry = open.get(file);
    if (entry == null) {
      entry = open(file);
      open.put(file, entry);
    }
    entry.users++;
    return new Lease(file, entry);
  }

  private static Entry open(Path file) throws CipheringException {
    Path unlearnt = file.resolveSibling(file.getFileName() + UNLEARNT);
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) && !Files.exists(unlearnt)) {
        Files.createFile(unlearnt); // Before the counter, so that it is not missed.
      }
    } catch (IOException e) {
      throw new CipheringException(
          Reason.COUNTER_UNAVAILABLE, "no file can be made in " + file.getParent() + ": " + e, e);
    }
    return new Entry(FileInvocationCounters.openOrCreate(file, 1), unlearnt);
  }

  /** Tells nothing of the key. */
  private static String name(byte[] title, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("meterway invocation counter".getBytes(StandardCharsets.US_ASCII));
      digest.update(title);
      HexFormat hex = HexFormat.of();
      return hex.withUpperCase().formatHex(title)
          + "-"
          + hex.formatHex(digest.digest(key), 0, DIGEST_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }
}
