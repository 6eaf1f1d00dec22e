/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: an OSGi framework with the bundles of the distribution and the user's
 * configuration. Methods may be called from any thread.
 */
public final class Gateway implements AutoCloseable {
  /** Who logs in to the Web Console. */
  public static final String CONSOLE_USER = "admin";

  private static final long STOP_MILLIS = 10_000;
  private static final long STATE_MILLIS = 20;
  private static final String HTTP_RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
  private static final String CONSOLE_PATH = "system/console";
  private static final String PAGE_PATH = "meterway/";

  private final DataFolder data;
  private final Framework framework;
  private final Watch watch;
  private final Deployment deployment;
  private final Updates updates;
  private final UpCondition up;
  private final Duration startTime;

  Gateway(
      DataFolder data,
      Framework framework,
      Watch watch,
      Deployment deployment,
      Updates updates,
      UpCondition up,
      Duration startTime) {
    this.data = data;
    this.framework = framework;
    this.watch = watch;
    this.deployment = deployment;
    this.updates = updates;
    this.up = up;
    this.startTime = startTime;
  }

  /**
   * Starts a gateway and returns when all its bundles are active and the configured links are there
   * (for these it waits a second at most); ports and head ends open on threads of their own.
   *
   * @throws GatewayException if the configuration is invalid, the data folder is in use, the HTTP
   *     port is taken, or a bundle of the distribution does not start
   */
  public static Gateway start(GatewayOptions options) throws GatewayException {
    return new GatewayStart(options).run();
  }

  /** The framework's own bundle context, through which all services are reached. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** Where the Web Console answers; empty without one. */
  public Optional<URI> webConsole() {
    return http().map(at -> at.resolve("/" + CONSOLE_PATH));
  }

  /** Where the status page answers; empty without one. */
  public Optional<URI> statusPage() {
    return http().map(at -> at.resolve("/" + PAGE_PATH));
  }

  private Optional<URI> http() {
    ServiceReference<?> http = context().getServiceReference(HTTP_RUNTIME);
    return http != null && http.getProperty("osgi.http.endpoint") instanceof String[] endpoints
        ? Arrays.stream(endpoints).findFirst().map(URI::create)
        : Optional.empty();
  }

  /** From the start of the call to everything running. */
  public Duration startTime() {
    return startTime;
  }

  /** How many bundles are active, the framework itself not counted. */
  public long activeBundles() {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
        .count();
  }

  /** How many links run. */
  public int links() {
    return GatewayStart.links(context());
  }

  /** What is wanted after a stop. */
  public enum Stop {
    /** Nothing more. */
    END,
    /** Another gateway with the same options, once this one is closed. */
    RESTART
  }

  /** Waits until the gateway was stopped, from here or from inside (the shell, the Web Console). */
  public Stop awaitStop() throws InterruptedException {
    int reason = framework.waitForStop(0).getType();
    if (reason != FrameworkEvent.STOPPED_UPDATE
        && reason != FrameworkEvent.STOPPED_SYSTEM_REFRESHED) {
      return Stop.END;
    }
    awaitFramework();
    return Stop.RESTART;
  }

  /**
   * The framework starts again by itself, on a thread of its own, but without what the gateway adds
   * to it. It can be stopped for good only when it has done so.
   */
  private void awaitFramework() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    while (framework.getState() != Bundle.ACTIVE && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(STATE_MILLIS);
    }
  }

  /** Stops all bundles and the framework within ten seconds; harmless when stopped already. */
  @Override
  public void close() {
    updates.close();
    up.close();
    watch.close();
    deployment.close();
    stop(framework, data);
  }

  /** Stops what {@link GatewayStart} has started. */
  static void stop(Framework framework, DataFolder data) {
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      log().warn("The framework did not stop in good order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      data.close();
    } catch (IOException e) {
      log().warn("The data folder's lock could not be freed", e);
    }
  }

  /** No constant: the logging system must not wake up before it has its settings. */
  private static Logger log() {
    return LoggerFactory.getLogger(Gateway.class);
  }
}
