/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing run but the distribution's bundles and those whose signatures were checked, however
 * others may have come into the framework.
 */
final class CheckedBundles implements ResolverHookFactory, ResolverHook {
  private volatile Set<String> distribution;
  private final Path accepted;

  /**
   * A guard.
   *
   * @param distribution the locations of the distribution's bundles
   * @param accepted the folder of jars whose signatures are good
   */
  CheckedBundles(Set<String> distribution, Path accepted) {
    this.distribution = distribution;
    this.accepted = accepted;
  }

  /** The distribution's bundles are others from now on. */
  void setDistribution(Set<String> locations) {
    distribution = locations;
  }

  /** Removes what an earlier start has left: what may not run, and what is out of date. */
  void uninstallOthers(BundleContext context) throws BundleException {
    for (Bundle bundle : context.getBundles()) {
      if (!mayRun(bundle) || isOutdated(bundle)) {
        bundle.uninstall();
      }
    }
  }

  /** Whether it is part of the distribution, or lies in the folder. */
  boolean mayRun(Bundle bundle) {
    return bundle.getBundleId() == 0
        || isOfDistribution(bundle)
        || accepted.equals(jar(bundle).getParent());
  }

  private boolean isOfDistribution(Bundle bundle) {
    return distribution.contains(bundle.getLocation());
  }

  /** Whether the jar is not there any more, or was accepted later. */
  private boolean isOutdated(Bundle bundle) {
    if (bundle.getBundleId() == 0 || isOfDistribution(bundle)) {
      return false;
    }
    try {
      return bundle.getLastModified() < Files.getLastModifiedTime(jar(bundle)).toMillis();
    } catch (IOException e) {
      LoggerFactory.getLogger(CheckedBundles.class).debug("{} is gone", bundle.getLocation(), e);
      return true;
    }
  }

  private static Path jar(Bundle bundle) {
    try {
      return Path.of(URI.create(bundle.getLocation()));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      // Such as "inputstream:…", which is what the Web Console makes.
      return Path.of("/");
    }
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return this;
  }

  @Override
  public void filterResolvable(Collection<BundleRevision> candidates) {
    candidates.removeIf(candidate -> !mayRun(candidate.getBundle()));
  }

  @Override
  public void filterSingletonCollisions(
      BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
    // All who come this far may run.
  }

  @Override
  public void filterMatches(
      BundleRequirement requirement, Collection<BundleCapability> candidates) {
    // All who come this far may run.
  }

  @Override
  public void end() {
    // There is no state.
  }
}
