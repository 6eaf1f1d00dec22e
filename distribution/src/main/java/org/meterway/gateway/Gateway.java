/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * A running gateway: an OSGi framework with the bundles of the distribution and the user's
 * configuration. Methods may be called from any thread.
 */
public final class Gateway implements AutoCloseable {
  private Gateway() {}

  /**
   * Starts a gateway and returns when all its bundles are active; ports and head ends open on
   * threads of their own meanwhile.
   *
   * @throws GatewayException if the configuration is invalid, the data folder is in use, the HTTP
   *     port is taken, or a bundle of the distribution does not start
   */
  public static Gateway start(GatewayOptions options) throws GatewayException {
    throw new GatewayException("not there yet");
  }

  /** The framework's own bundle context, through which all services are reached. */
  public BundleContext context() {
    throw new IllegalStateException();
  }

  /** Where the Web Console answers; empty without one. */
  public Optional<URI> webConsole() {
    return Optional.empty();
  }

  /** From the start of the call to all bundles active. */
  public Duration startTime() {
    return Duration.ZERO;
  }

  /** Waits until the gateway was stopped, from here or from inside (the shell, the Web Console). */
  public void awaitStop() throws InterruptedException {}

  /** Stops all bundles and the framework within ten seconds; harmless when stopped already. */
  @Override
  public void close() {}
}
