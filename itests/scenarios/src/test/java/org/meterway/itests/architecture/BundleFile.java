/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.eclipse.osgi.util.ManifestElement;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * What the rules look at.
 *
 * @param headers the main section of the manifest
 * @param entries the files by path
 */
record BundleFile(Map<String, String> headers, Map<String, byte[]> entries) {
  /** Copies both. */
  BundleFile {
    headers = Map.copyOf(headers);
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  static BundleFile read(Path path) {
    try (JarFile jar = new JarFile(path.toFile())) {
      Map<String, String> headers = new LinkedHashMap<>();
      Attributes attributes = jar.getManifest().getMainAttributes();
      attributes.forEach((name, value) -> headers.put(name.toString(), value.toString()));
      Map<String, byte[]> entries = new LinkedHashMap<>();
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream content = jar.getInputStream(entry)) {
            entries.put(entry.getName(), content.readAllBytes());
          }
        }
      }
      return new BundleFile(headers, entries);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + path, unreadable);
    }
  }

  BundleFile withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new BundleFile(more, entries);
  }

  BundleFile withEntry(String path, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(entries);
    more.put(path, content);
    return new BundleFile(headers, more);
  }

  String symbolicName() {
    List<ManifestElement> name = header(Constants.BUNDLE_SYMBOLICNAME);
    return name.isEmpty() ? "(no symbolic name)" : name.get(0).getValue();
  }

  /** The clauses of a header. */
  List<ManifestElement> header(String name) {
    try {
      ManifestElement[] elements = ManifestElement.parseHeader(name, headers.get(name));
      return elements == null ? List.of() : List.of(elements);
    } catch (BundleException malformed) {
      throw new IllegalStateException(malformed);
    }
  }
}
