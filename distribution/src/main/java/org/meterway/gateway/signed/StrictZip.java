/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Whether a zip file says the same to everybody who reads it.
 *
 * <p>It has two lists of its content: the directory at its end, and what stands in front of each
 * entry. What reads the one could see another jar than what reads the other. All sizes are bounded,
 * since whoever may drop a file must not be able to exhaust the gateway.
 */
final class StrictZip {
  /** The directory of that size lists tens of thousands of entries. */
  private static final int MAX_DIRECTORY_BYTES = 4 << 20;

  private static final long MAX_CONTENT_BYTES = 512L << 20;

  /** The signature is checked in memory. */
  private static final long MAX_META_BYTES = 4L << 20;

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;

  private final Path file;
  private final byte[] buffer = new byte[16384];

  private StrictZip(Path file) {
    this.file = file;
  }

  /** Ends without a word if it does. */
  static void check(Path file) throws IOException, RefusedException {
    new StrictZip(file).check();
  }

  private void check() throws IOException, RefusedException {
    checkEnd();
    try {
      Map<String, String> directory = byDirectory();
      Map<String, String> inFront = byEntries();
      if (!directory.equals(inFront)) {
        throw new RefusedException("is no honest jar: its directory and its content do not agree");
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new RefusedException("is damaged: " + e.getMessage(), e);
    }
  }

  /** Before anybody reads the directory into memory. */
  private void checkEnd() throws IOException, RefusedException {
    try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(zip.length(), END_BYTES + MAX_COMMENT + LOCATOR_BYTES);
      byte[] tail = new byte[length];
      zip.seek(zip.length() - length);
      zip.readFully(tail);
      ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = length - END_BYTES; at >= 0; at--) {
        if (end.getInt(at) == END_SIGNATURE
            && at + END_BYTES + (end.getShort(at + 20) & 0xFFFF) == length) {
          long directoryBytes = end.getInt(at + 12) & 0xFFFFFFFFL;
          if (directoryBytes > MAX_DIRECTORY_BYTES
              || at >= LOCATOR_BYTES && end.getInt(at - LOCATOR_BYTES) == LOCATOR_SIGNATURE) {
            throw new RefusedException("has too many entries for a bundle");
          }
          return;
        }
      }
    }
    throw new RefusedException("is no jar");
  }

  private Map<String, String> byDirectory() throws IOException, RefusedException {
    Map<String, String> entries = new HashMap<>();
    long total = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream content = zip.getInputStream(entry)) {
          total = add(entries, entry.getName(), content, total);
        }
      }
    }
    return entries;
  }

  private Map<String, String> byEntries() throws IOException, RefusedException {
    Map<String, String> entries = new HashMap<>();
    long total = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        total = add(entries, entry.getName(), zip, total);
      }
    }
    return entries;
  }

  private long add(Map<String, String> entries, String name, InputStream content, long before)
      throws IOException, RefusedException {
    MessageDigest digest = sha256();
    long limit = isMeta(name) ? MAX_META_BYTES : MAX_CONTENT_BYTES - before;
    long length = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      length += n;
      if (length > limit) {
        throw new RefusedException("is too large: " + name);
      }
      digest.update(buffer, 0, n);
    }
    if (name.endsWith("/") && length > 0) {
      throw new RefusedException("is no honest jar: the folder " + name + " has a content");
    }
    if (entries.put(name, Arrays.toString(digest.digest())) != null) {
      throw new RefusedException("is no honest jar: " + name + " is there twice");
    }
    return before + length;
  }

  private static boolean isMeta(String name) {
    return name.toUpperCase(Locale.ENGLISH).startsWith("META-INF/");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
