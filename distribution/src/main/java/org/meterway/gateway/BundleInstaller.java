/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
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
    List<Bundle> installed = exchange(wanted);
    for (Bundle bundle : installed) {
      markForStart(bundle);
    }
    return installed;
  }

  /** The bundles of a distribution that are not among the wanted ones. */
  List<Bundle> others(List<SystemBundle> wanted) {
    Set<String> locations =
        wanted.stream().map(SystemBundle::location).collect(Collectors.toUnmodifiableSet());
    return Arrays.stream(context.getBundles())
        .filter(known -> known.getLocation().startsWith("reference:"))
        .filter(known -> !locations.contains(known.getLocation()))
        .toList();
  }

  /** Installs the bundles and uninstalls the others; starts none. */
  List<Bundle> exchange(List<SystemBundle> wanted) throws GatewayException {
    for (Bundle old : others(wanted)) {
      uninstall(old);
    }
    List<Bundle> installed = new ArrayList<>();
    for (SystemBundle bundle : wanted) {
      installed.add(install(bundle));
    }
    return installed;
  }

  private static void uninstall(Bundle old) throws GatewayException {
    try {
      old.uninstall();
    } catch (BundleException e) {
      throw new GatewayException(
          "Old bundle " + old.getSymbolicName() + " cannot be removed: " + reason(e), e);
    }
  }

  private Bundle install(SystemBundle wanted) throws GatewayException {
    try {
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
    } catch (BundleException | IOException e) {
      throw new GatewayException(
          "Bundle "
              + wanted.jar()
              + " of the distribution "
              + (isDamaged(e) ? "is damaged: " : "cannot be installed: ")
              + reason(e),
          e);
    }
  }

  private static boolean isDamaged(Exception e) {
    return root(e) instanceof ZipException
        || e instanceof BundleException bundle
            && bundle.getType() == BundleException.MANIFEST_ERROR;
  }

  /** Why something failed, in words. */
  static String reason(Exception e) {
    Throwable root = root(e);
    if (root instanceof IOException io) {
      return IoReason.of(io);
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  /** Starts it now and at each later start, once its start level is reached. */
  static void markForStart(Bundle bundle) throws GatewayException {
    try {
      if (!isFragment(bundle) && !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    } catch (BundleException e) {
      throw new GatewayException(
          "Bundle " + bundle.getSymbolicName() + " of the distribution cannot start: " + reason(e),
          e);
    }
  }

  /** Whether it is part of another bundle and never starts by itself. */
  static boolean isFragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }
}
