/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.osgi.util.ManifestElement;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** What a bundle imports and requires is there, on Kura 5 and on Kura 6. */
final class ImportRules {
  /** What Kura 5.5 offers, which is the older of the two; versions of Java up to our own. */
  private static final Map<String, Map<String, Object>> CAPABILITIES =
      Map.of(
          "osgi.ee",
          Map.of(
              "osgi.ee",
              "JavaSE",
              "version",
              Stream.of("1.6", "1.7", "1.8", "9", "10", "11", "12", "13", "14", "15", "16", "17")
                  .map(Version::parseVersion)
                  .toList()),
          "osgi.extender",
          Map.of("osgi.extender", "osgi.component", "version", Version.parseVersion("1.4")));

  private ImportRules() {}

  /**
   * SLF4J and Kura in the range that both platforms are in, from the major version of the one up to
   * that of the other. A narrower one, such as bnd's default, shuts one of them out.
   */
  static List<String> narrowRanges(BundleFile bundle, Platform older, Platform newer) {
    List<String> broken = new ArrayList<>();
    for (Import it : imports(bundle)) {
      VersionRange wanted = range(it.name(), older, newer);
      if (wanted != null && !wanted.equals(it.range())) {
        broken.add(
            "%s imports %s in %s, not %s"
                .formatted(bundle.symbolicName(), it.name(), it.range(), wanted));
      }
    }
    return broken;
  }

  /**
   * Imports that nobody exports. An optional one may be without an exporter, but not beside one: it
   * would never be wired, and nobody told.
   */
  static List<String> unresolved(BundleFile bundle, Platform platform) {
    List<String> broken = new ArrayList<>();
    for (Import it : imports(bundle)) {
      boolean needed = !it.optional() || platform.knows(it.name());
      if (needed && !it.name().startsWith("java.") && !platform.offers(it.name(), it.range())) {
        broken.add(
            "%s imports %s in %s, which %s has not"
                .formatted(bundle.symbolicName(), it.name(), it.range(), platform.name()));
      }
    }
    return broken;
  }

  /** Bundles that run without Kura as well can do without its packages, but for the marker's. */
  static List<String> needsOfKura(BundleFile bundle) {
    if (bundle.symbolicName().startsWith("org.meterway.kura-")) {
      return List.of();
    }
    return imports(bundle).stream()
        .filter(it -> it.name().startsWith("org.eclipse.kura") && !it.optional())
        .filter(it -> !it.name().equals("org.eclipse.kura.configuration"))
        .map(it -> bundle.symbolicName() + " needs " + it.name() + " outside Kura")
        .toList();
  }

  /** Requirements of the resolver that Kura 5 cannot satisfy. */
  static List<String> requirements(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    for (ManifestElement clause : bundle.header(Constants.REQUIRE_CAPABILITY)) {
      String effective = clause.getDirective(Constants.EFFECTIVE_DIRECTIVE);
      boolean resolved = effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE);
      if (resolved && !isOptional(clause) && !isOffered(clause)) {
        broken.add(bundle.symbolicName() + " requires " + clause);
      }
    }
    return broken;
  }

  /** A fragment of a bundle that is not there is never resolved. */
  static List<String> missingHosts(BundleFile bundle, List<BundleFile> installed) {
    List<String> present = installed.stream().map(BundleFile::symbolicName).toList();
    return bundle.header(Constants.FRAGMENT_HOST).stream()
        .map(ManifestElement::getValue)
        .filter(host -> !present.contains(host))
        .map(host -> bundle.symbolicName() + " is a fragment of " + host)
        .toList();
  }

  private static VersionRange range(String name, Platform older, Platform newer) {
    if (name.startsWith("org.slf4j")) {
      return new VersionRange("[1.7,3)");
    }
    if (!name.startsWith("org.eclipse.kura") || !older.knows(name) || !newer.knows(name)) {
      return null;
    }
    int lowest = Collections.min(older.packages().get(name)).getMajor();
    int highest = Collections.max(newer.packages().get(name)).getMajor();
    return new VersionRange("[" + lowest + "," + (highest + 1) + ")");
  }

  private static boolean isOffered(ManifestElement clause) {
    Map<String, Object> capability = CAPABILITIES.get(clause.getValue());
    String filter = clause.getDirective(Constants.FILTER_DIRECTIVE);
    try {
      return capability != null
          && (filter == null || FrameworkUtil.createFilter(filter).matches(capability));
    } catch (InvalidSyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static boolean isOptional(ManifestElement clause) {
    String resolution = clause.getDirective(Constants.RESOLUTION_DIRECTIVE);
    return Constants.RESOLUTION_OPTIONAL.equals(resolution);
  }

  private static List<Import> imports(BundleFile bundle) {
    List<Import> imports = new ArrayList<>();
    for (ManifestElement clause : bundle.header(Constants.IMPORT_PACKAGE)) {
      String version = clause.getAttribute(Constants.VERSION_ATTRIBUTE);
      VersionRange range = new VersionRange(version == null ? "0" : version);
      for (String name : clause.getValueComponents()) {
        imports.add(new Import(name, range, isOptional(clause)));
      }
    }
    return imports;
  }

  private record Import(String name, VersionRange range, boolean optional) {}
}
