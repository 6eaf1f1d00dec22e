/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Whether all of a jar is signed by somebody who is trusted. */
final class SignatureCheck {
  private static final Pattern SIGNATURE_FILE =
      Pattern.compile("META-INF/([^/]+)\\.SF", Pattern.CASE_INSENSITIVE);
  private static final Pattern BLOCK =
      Pattern.compile("META-INF/([^/]+)\\.(RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

  /** A signature file without this says nothing of the manifest's main section. */
  private static final Pattern COVERS_MANIFEST =
      Pattern.compile("(.+)-Digest-Manifest(-Main-Attributes)?", Pattern.CASE_INSENSITIVE);

  private final TrustedSigners trusted;
  private final Instant time;
  private final Map<List<CodeSigner>, String> names = new LinkedHashMap<>();

  /** A check against what is trusted, and valid, at a time. */
  SignatureCheck(TrustedSigners trusted, Instant time) {
    this.trusted = trusted;
    this.time = time;
  }

  /**
   * Whether the jar may be installed; to be called once.
   *
   * @return who has signed it
   */
  String check(Path file) throws IOException, RefusedException {
    StrictZip.check(file);
    try (JarFile jar = new JarFile(file.toFile(), true, ZipFile.OPEN_READ)) {
      List<JarEntry> entries = Collections.list(jar.entries());
      checkManifest(jar, entries);
      Set<String> signatures = signatures(jar, entries);
      for (JarEntry entry : entries) {
        checkEntry(jar, entry, signatures);
      }
      if (names.isEmpty()) {
        throw new RefusedException("has no entry that is signed, which would show by whom");
      }
      return names.values().stream().distinct().collect(Collectors.joining("; "));
    } catch (SecurityException e) {
      throw new RefusedException("was changed after it was signed: " + e.getMessage(), e);
    } catch (ZipException e) {
      throw new RefusedException("is damaged: " + e.getMessage(), e);
    }
  }

  /** Java takes any spelling for the manifest, the framework only this one. */
  private static void checkManifest(JarFile jar, List<JarEntry> entries)
      throws IOException, RefusedException {
    List<String> manifests =
        entries.stream()
            .map(JarEntry::getName)
            .filter(JarFile.MANIFEST_NAME::equalsIgnoreCase)
            .toList();
    if (!manifests.equals(List.of(JarFile.MANIFEST_NAME)) || jar.getManifest() == null) {
      throw new RefusedException("is no bundle: it needs one " + JarFile.MANIFEST_NAME);
    }
  }

  /** The names of signature files that have a block, and of the blocks. */
  private static Set<String> signatures(JarFile jar, List<JarEntry> entries)
      throws IOException, RefusedException {
    Set<String> signers = new HashSet<>();
    for (JarEntry entry : entries) {
      Matcher block = BLOCK.matcher(entry.getName());
      if (block.matches()) {
        signers.add(block.group(1).toUpperCase(Locale.ENGLISH));
      }
    }
    Set<String> found = new HashSet<>();
    Set<String> signed = new HashSet<>();
    for (JarEntry entry : entries) {
      Matcher file = SIGNATURE_FILE.matcher(entry.getName());
      if (file.matches() && signers.contains(file.group(1).toUpperCase(Locale.ENGLISH))) {
        signed.add(file.group(1).toUpperCase(Locale.ENGLISH));
        found.add(entry.getName());
        checkCoversManifest(jar, entry);
      }
    }
    if (found.isEmpty()) {
      throw new RefusedException("is not signed");
    }
    for (JarEntry entry : entries) {
      Matcher block = BLOCK.matcher(entry.getName());
      if (block.matches() && signed.contains(block.group(1).toUpperCase(Locale.ENGLISH))) {
        found.add(entry.getName());
      }
    }
    return found;
  }

  private static void checkCoversManifest(JarFile jar, JarEntry file)
      throws IOException, RefusedException {
    try (InputStream content = jar.getInputStream(file)) {
      boolean covers =
          new Manifest(content)
              .getMainAttributes().keySet().stream()
                  .anyMatch(key -> COVERS_MANIFEST.matcher(key.toString()).matches());
      if (!covers) {
        throw new RefusedException(
            "is signed in part only: " + file.getName() + " does not cover the manifest");
      }
    }
  }

  private void checkEntry(JarFile jar, JarEntry entry, Set<String> signatures)
      throws IOException, RefusedException {
    // Signers are known, and the content is compared with their digests, once all of it is read.
    try (InputStream content = jar.getInputStream(entry)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    String name = entry.getName();
    if (entry.isDirectory() || name.equals(JarFile.MANIFEST_NAME) || signatures.contains(name)) {
      return;
    }
    CodeSigner[] signers = entry.getCodeSigners();
    if (signers == null) {
      throw new RefusedException(
          "is signed in part only, or with an algorithm that this Java does not accept any more: "
              + name
              + " is not signed");
    }
    List<CodeSigner> together = List.of(signers);
    if (!names.containsKey(together)) {
      names.put(together, trusted.check(together, time));
    }
  }
}
