/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A bundle's jar, and ways to change it that no tool offers. */
public final class TestJar {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private TestJar() {}

  /** A bundle with two entries besides its manifest. */
  public static Path write(Path file, String version) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(
        MANIFEST,
        """
        Manifest-Version: 1.0
        Bundle-ManifestVersion: 2
        Bundle-SymbolicName: org.example.dropped
        Bundle-Version: %s

        """
            .formatted(version));
    entries.put("org/", "");
    entries.put("org/example/One.class", "one");
    entries.put("org/example/two.txt", "two");
    return write(file, entries);
  }

  /** A zip with these entries. */
  static Path write(Path file, Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** Changes or adds an entry, and touches nothing else. */
  static Path change(Path file, String name, String content) throws IOException {
    Map<String, String> entries = read(file);
    entries.put(name, content);
    return write(file, entries);
  }

  /** All entries with their bytes as characters. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        entries.put(entry.getName(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return entries;
  }

  /** Puts bytes in front of the zip, as a self-extracting archive has them. */
  static Path prepend(Path file, byte[] bytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes);
    all.write(Files.readAllBytes(file));
    return Files.write(file, all.toByteArray());
  }

  /** Replaces a text that stands in the raw bytes, at the n-th place where it does. */
  static Path patch(Path file, String text, String other, int place) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    int at = -1;
    for (int i = 0; i <= place; i++) {
      at = bytes.indexOf(text, at + 1);
    }
    if (at < 0) {
      throw new IOException("No " + text + " in " + file);
    }
    return Files.writeString(
        file,
        bytes.substring(0, at) + other + bytes.substring(at + text.length()),
        StandardCharsets.ISO_8859_1);
  }

  /** A zip of one entry that is all zeros: small to store, huge to read. */
  static Path bomb(Path file, String name, long bytes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(name));
      write(zip, bytes);
      zip.closeEntry();
    }
    return file;
  }

  private static void write(OutputStream to, long bytes) throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (long done = 0; done < bytes; done += zeros.length) {
      to.write(zeros, 0, (int) Math.min(zeros.length, bytes - done));
    }
  }
}
