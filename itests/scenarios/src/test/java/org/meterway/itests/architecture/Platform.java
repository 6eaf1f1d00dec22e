/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.osgi.util.ManifestElement;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * The packages that bundles find where they are installed.
 *
 * @param name to speak of it
 * @param packages each with its versions
 */
record Platform(String name, Map<String, List<Version>> packages) {
  /** A release of Kura; the facts are in a file beside this class. */
  static Platform kura(String release) {
    String file = "kura-" + release + ".exports";
    try (InputStream content = Platform.class.getResourceAsStream(file)) {
      Platform platform = new Platform("Kura " + release, new TreeMap<>());
      new String(content.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(fact -> platform.add(fact[0], Version.parseVersion(fact[1])));
      return platform;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + file, unreadable);
    }
  }

  /** The same with the packages of Java SE, which the framework exports without a version. */
  Platform withJava() {
    Platform more = copy();
    ModuleFinder.ofSystem().findAll().stream()
        .map(module -> module.descriptor())
        .filter(module -> module.name().startsWith("java."))
        .flatMap(module -> module.exports().stream())
        .filter(exported -> !exported.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .forEach(exported -> more.add(exported, Version.emptyVersion));
    return more;
  }

  /** The same with what further bundles export. */
  Platform with(List<BundleFile> bundles) {
    Platform more = copy();
    for (BundleFile bundle : bundles) {
      for (ManifestElement clause : bundle.header(Constants.EXPORT_PACKAGE)) {
        Version version = Version.parseVersion(clause.getAttribute(Constants.VERSION_ATTRIBUTE));
        for (String exported : clause.getValueComponents()) {
          more.add(exported, version);
        }
      }
    }
    return more;
  }

  boolean knows(String packageName) {
    return packages.containsKey(packageName);
  }

  boolean offers(String packageName, VersionRange range) {
    return packages.getOrDefault(packageName, List.of()).stream().anyMatch(range::includes);
  }

  private void add(String packageName, Version version) {
    packages.computeIfAbsent(packageName, none -> new ArrayList<>()).add(version);
  }

  private Platform copy() {
    Platform copy = new Platform(name, new TreeMap<>());
    packages.forEach((known, versions) -> versions.forEach(version -> copy.add(known, version)));
    return copy;
  }
}
