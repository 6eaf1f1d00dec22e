/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** What a bundle may be as a whole: whom it knows, what it shows, and what it runs on. */
final class BundleRules {
  private static final String METERWAY = "org.meterway.";
  private static final String API_BUNDLE = "org.meterway.api";
  private static final String CONTRACTS = "org.meterway.api.";
  private static final String DLMS_BUNDLE = "org.meterway.dlms";
  private static final String DLMS_LIBRARY = "org.meterway.dlms.";
  private static final String KURA_MARKER = "org.meterway.kura-marker";
  private static final int JAVA_17 = 61;

  /** What org.meterway.metrics holds of the client of Prometheus. */
  private static final String LIBRARY = "io/prometheus/";

  private BundleRules() {}

  /** Bundles know each other by contracts alone: nothing imports a neighbour. */
  static List<String> importsOfNeighbours(BundleFile bundle) {
    return packages(bundle, Constants.IMPORT_PACKAGE, Constants.DYNAMICIMPORT_PACKAGE)
        .filter(name -> name.startsWith(METERWAY) && !name.startsWith(CONTRACTS))
        .map(name -> bundle.symbolicName() + " imports " + name)
        .toList();
  }

  /** A bundle that requires another one sees all of its packages. */
  static List<String> requiredBundles(BundleFile bundle) {
    return bundle.header(Constants.REQUIRE_BUNDLE).stream()
        .map(required -> bundle.symbolicName() + " requires bundle " + required.getValue())
        .toList();
  }

  /**
   * Providers keep their packages private; only the contracts, Kura's marker, and the DLMS library
   * for integrators are exported.
   */
  static List<String> exportsOfProviders(BundleFile bundle) {
    String allowed =
        switch (bundle.symbolicName()) {
          case API_BUNDLE -> CONTRACTS;
          case DLMS_BUNDLE -> DLMS_LIBRARY;
          case KURA_MARKER -> "org.eclipse.kura.configuration";
          default -> null;
        };
    return packages(bundle, Constants.EXPORT_PACKAGE)
        .filter(name -> allowed == null || !name.startsWith(allowed))
        .map(name -> bundle.symbolicName() + " exports " + name)
        .toList();
  }

  /** An export without a version cannot be kept compatible. */
  static List<String> exportsWithoutVersion(BundleFile bundle) {
    return bundle.header(Constants.EXPORT_PACKAGE).stream()
        .filter(clause -> clause.getAttribute(Constants.VERSION_ATTRIBUTE) == null)
        .map(clause -> bundle.symbolicName() + " exports without a version: " + clause.getValue())
        .toList();
  }

  /**
   * Kura reads the metatype of ACTIVE bundles only: a fragment never is, and a lazy bundle only
   * once one of its classes was loaded.
   */
  static List<String> componentsOfInactiveBundles(BundleFile bundle) {
    List<String> broken = new ArrayList<>();
    if (!Component.of(bundle).isEmpty() || !Metatype.of(bundle).isEmpty()) {
      for (String never : List.of(Constants.FRAGMENT_HOST, Constants.BUNDLE_ACTIVATIONPOLICY)) {
        if (!bundle.header(never).isEmpty()) {
          broken.add(bundle.symbolicName() + " has components, and the header " + never);
        }
      }
    }
    return broken;
  }

  /**
   * The class files run on Java 17, and our own are compiled for nothing older; those of a library
   * inside may be.
   */
  static List<String> otherByteCode(BundleFile bundle) {
    return bundle.entries().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".class"))
        .filter(
            entry ->
                entry.getKey().startsWith(LIBRARY)
                    ? major(entry.getValue()) > JAVA_17
                    : major(entry.getValue()) != JAVA_17)
        .map(entry -> entry.getKey() + " has class file version " + major(entry.getValue()))
        .toList();
  }

  private static Stream<String> packages(BundleFile bundle, String... headers) {
    return Arrays.stream(headers)
        .flatMap(header -> bundle.header(header).stream())
        .flatMap(clause -> Arrays.stream(clause.getValueComponents()));
  }

  private static int major(byte[] classFile) {
    return (classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF;
  }
}
