/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Brings what the framework remembers from its last start in line with the distribution: new jars
 * are installed, changed ones updated, others forgotten.
 */
final class BundleInstaller {
  private final BundleContext context;

  BundleInstaller(BundleContext context) {
    this.context = context;
  }

  /** Installs the bundles and marks them for start; returns them in the given order. */
  List<Bundle> install(List<SystemBundle> wanted) throws GatewayException {
    Set<String> locations =
        wanted.stream().map(SystemBundle::location).collect(Collectors.toUnmodifiableSet());
    List<Bundle> installed = new ArrayList<>();
    try {
      for (Bundle known : context.getBundles()) {
        if (known.getLocation().startsWith("reference:")
            && !locations.contains(known.getLocation())) {
          known.uninstall();
        }
      }
      for (SystemBundle bundle : wanted) {
        installed.add(install(bundle));
      }
      for (Bundle bundle : installed) {
        markForStart(bundle);
      }
    } catch (BundleException | IOException e) {
      throw new GatewayException("A bundle of the distribution is damaged: " + e.getMessage(), e);
    }
    return installed;
  }

  private Bundle install(SystemBundle wanted) throws BundleException, IOException {
    Bundle bundle = context.getBundle(wanted.location());
    if (bundle == null) {
      bundle = context.installBundle(wanted.location());
    } else if (bundle.getLastModified() < Files.getLastModifiedTime(wanted.jar()).toMillis()) {
      bundle.update();
    }
    BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
    if (level.getStartLevel() != wanted.startLevel()) {
      level.setStartLevel(wanted.startLevel());
    }
    return bundle;
  }

  private static void markForStart(Bundle bundle) throws BundleException {
    if (!isFragment(bundle) && !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    }
  }

  /** Whether it is part of another bundle and never starts by itself. */
  static boolean isFragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }
}
