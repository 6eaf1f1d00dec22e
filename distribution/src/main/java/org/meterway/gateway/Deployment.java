/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterway.api.status.StatusSource;
import org.meterway.gateway.config.GatewaySettings;
import org.meterway.gateway.signed.SignedBundles;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;

/**
 * The bundles that a user deploys: those in the deploy folder or, where signatures are required,
 * copies of those whose signatures are good.
 */
final class Deployment implements AutoCloseable {
  private final DeployFolder folder;
  private final Optional<SignedBundles> signed;
  private CheckedBundles checked;

  private Deployment(DeployFolder folder, Optional<SignedBundles> signed) {
    this.folder = folder;
    this.signed = signed;
  }

  /**
   * Makes the deploy folder if it is absent, and checks what lies there.
   *
   * @param signers certificates of those who may sign; empty if no signatures are required
   */
  static Deployment open(Path deploy, Optional<Path> signers, DataFolder data)
      throws GatewayException {
    DeployFolder dropped = DeployFolder.open(deploy, data.deployedFrom());
    if (signers.isEmpty()) {
      return new Deployment(dropped, Optional.empty());
    }
    try {
      DeployFolder accepted = DeployFolder.open(data.accepted(), data.deployedFrom());
      if (accepted.path().equals(dropped.path())) {
        throw new IOException(dropped.path() + " is the gateway's own; deploy from another folder");
      }
      return new Deployment(
          accepted,
          Optional.of(
              SignedBundles.open(
                  dropped.path(), accepted.path(), data.temporary(), signers.get())));
    } catch (IOException e) {
      throw new GatewayException(GatewaySettings.REQUIRE_SIGNED + ": " + e.getMessage(), e);
    }
  }

  boolean requiresSignatures() {
    return signed.isPresent();
  }

  /** The folder that the framework deploys from. */
  Path folder() {
    return folder.path();
  }

  /** The jars that are deployed or will be. */
  DeployedJars jars() {
    return new DeployedJars(folder.path());
  }

  /**
   * Before the framework starts: removes what must not start with it, and keeps it out.
   *
   * @param distribution the bundles that need no signature
   */
  void prepare(BundleContext context, List<SystemBundle> distribution)
      throws IOException, BundleException {
    folder.uninstallOthers(context);
    if (signed.isPresent()) {
      checked = new CheckedBundles(locations(distribution), folder.path());
      checked.uninstallOthers(context);
      context.registerService(ResolverHookFactory.class, checked, new Hashtable<>());
    }
  }

  /** The bundles that need no signature are others from now on. */
  void setDistribution(Collection<SystemBundle> distribution) {
    if (checked != null) {
      checked.setDistribution(locations(distribution));
    }
  }

  private static Set<String> locations(Collection<SystemBundle> bundles) {
    return bundles.stream().map(SystemBundle::location).collect(Collectors.toSet());
  }

  /** Who tells of refused bundles, where there can be any. */
  Optional<StatusSource> status() {
    return signed.map(StatusSource.class::cast);
  }

  /** Looks after the folder from now on. */
  void start() {
    signed.ifPresent(SignedBundles::start);
  }

  @Override
  public void close() {
    signed.ifPresent(SignedBundles::close);
  }
}
