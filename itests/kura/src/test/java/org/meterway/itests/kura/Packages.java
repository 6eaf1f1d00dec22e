/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarInputStream;
import org.osgi.framework.BundleContext;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** Inside: the Deployment Admin that Kura embeds, called as Kura's deployment agent does. */
final class Packages {
  private final BundleContext context;

  Packages(BundleContext context) {
    this.context = context;
  }

  DeploymentPackage install(Path file) throws DeploymentException {
    try (InputStream stream = Files.newInputStream(file)) {
      return admin().installDeploymentPackage(stream);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void uninstall(String name) throws DeploymentException {
    admin().getDeploymentPackage(name).uninstall();
  }

  boolean isInstalled(String name) {
    return admin().getDeploymentPackage(name) != null;
  }

  DeploymentPackage[] list() {
    return admin().listDeploymentPackages();
  }

  /** The version of a package, which its own bundles have as well. */
  static String version(Path file) {
    try (JarInputStream dp = new JarInputStream(Files.newInputStream(file))) {
      return dp.getManifest().getMainAttributes().getValue("DeploymentPackage-Version");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The first bundle of a package. */
  static InputStream firstBundle(Path file) {
    try (JarInputStream dp = new JarInputStream(Files.newInputStream(file))) {
      dp.getNextJarEntry();
      return new ByteArrayInputStream(dp.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private DeploymentAdmin admin() {
    return context.getService(context.getServiceReference(DeploymentAdmin.class));
  }
}
