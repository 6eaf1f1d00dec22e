/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.meterway.gateway.config.GatewayConfiguration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Hands a configuration to the OSGi Configurator, which finds out what has changed and tells
 * Configuration Admin.
 */
final class ConfigurationDelivery {
  private static final String CONFIGURATOR = "org.apache.felix.configurator";

  private final Path file;

  /**
   * A delivery through {@code file}, which the framework property {@code configurator.initial}
   * names.
   */
  ConfigurationDelivery(Path file) {
    this.file = file;
  }

  /** Puts the configuration where the Configurator looks when it starts. */
  void write(GatewayConfiguration configuration) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    // There may be passwords in it.
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        fresh,
        configuration.toConfigurator(),
        StandardCharsets.UTF_8,
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Brings the configuration into force in a running framework. */
  void apply(BundleContext context, GatewayConfiguration configuration)
      throws IOException, BundleException {
    write(configuration);
    for (Bundle bundle : context.getBundles()) {
      if (CONFIGURATOR.equals(bundle.getSymbolicName())) {
        // It reads configurator.initial at its start only, and keeps what it knows over a restart.
        bundle.stop(Bundle.STOP_TRANSIENT);
        bundle.start(Bundle.START_TRANSIENT);
      }
    }
  }
}
