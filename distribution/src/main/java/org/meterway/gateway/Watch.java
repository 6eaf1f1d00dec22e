/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.RateLimit;
import org.meterway.gateway.config.GatewayConfiguration;
import org.meterway.gateway.config.GatewaySettings;
import org.meterway.gateway.config.InvalidFileException;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether the configuration file or the deploy folder has changed, and whether
 * bundles or components wait for something. Says what it sees once, and again when it has changed.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final long PERIOD_MILLIS = 1000;

  /** Components come and go while the gateway starts; only what lasts is worth a line. */
  private static final int PATIENCE = 3;

  /** How often in a row a file may look different before it is read as it is. */
  private static final int MOST_UNSETTLED = 5;

  /** While a bundle is updated it cannot run either, for a moment. */
  private static final int BUNDLE_PATIENCE = 2;

  private final BundleContext context;
  private final ConfigurationSource source;
  private final GatewaySettings settings;
  private final ConfigurationParser parser;
  private final ConfigurationApplier applier;
  private final DeployedJars jars;
  private final ChangeLog bundles = new ChangeLog(LOG::warn, BUNDLE_PATIENCE);
  private final ChangeLog components = new ChangeLog(LOG::warn, PATIENCE);
  private final RateLimit singletonsLog = new RateLimit();
  private final RateLimit bugLog = new RateLimit();
  private final ScheduledExecutorService thread;
  private String inForce;
  private String lastSeen;
  private int unsettled;
  private String unreadable = "";
  private boolean singletonsDue;
  private volatile boolean exchanging;

  /** Makes sense of the file's text. */
  interface ConfigurationParser {
    GatewayConfiguration parse(String text) throws InvalidFileException;
  }

  Watch(
      BundleContext context,
      ConfigurationSource source,
      String text,
      GatewaySettings settings,
      ConfigurationParser parser,
      ConfigurationApplier applier,
      DeployedJars jars) {
    this.context = context;
    this.source = source;
    this.settings = settings;
    this.parser = parser;
    this.applier = applier;
    this.jars = jars;
    inForce = text;
    lastSeen = text;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread named = new Thread(task, "meterway-watch");
              named.setDaemon(true);
              return named;
            });
  }

  void start() {
    thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** While bundles are exchanged most of them wait for something, which is no news. */
  void setExchanging(boolean now) {
    exchanging = now;
  }

  private void look() {
    lookAtConfiguration();
    try {
      lookAtJars();
      if (exchanging) {
        return;
      }
      bundles.update(new ResolutionReport(context).problems());
      components.update(new ComponentReport(context).problems());
    } catch (RuntimeException e) {
      // A bundle that is uninstalled while it is looked at; the next look will do.
      LOG.debug("Interrupted by a change in the framework", e);
    }
  }

  private void lookAtConfiguration() {
    try {
      String text = source.read();
      unreadable = "";
      boolean settled = text.equals(lastSeen);
      lastSeen = text;
      if (text.equals(inForce)) {
        unsettled = 0;
      } else if (settled || ++unsettled > MOST_UNSETTLED) {
        // Seen twice it is no longer being written; and one that never rests counts all the same.
        unsettled = 0;
        inForce = text;
        apply(text);
      }
    } catch (IOException e) {
      sayUnreadable(e);
    } catch (RuntimeException e) {
      if (bugLog.permits()) {
        LOG.error("{} could not be looked at; what was valid stays in force", source.name(), e);
      }
    }
  }

  /** Once for each reason. */
  private void sayUnreadable(IOException e) {
    String reason = e instanceof CharacterCodingException ? "not text in UTF-8" : IoReason.of(e);
    if (!reason.equals(unreadable)) {
      unreadable = reason;
      LOG.error("{} cannot be read; the configuration stays as it is: {}", source.name(), reason);
    }
  }

  /** A new bundle may have singletons, which start with a configuration only. */
  private void lookAtJars() {
    singletonsDue |= jars.haveChanged();
    if (singletonsDue) {
      try {
        applier.createSingletons();
        singletonsDue = false;
      } catch (IOException e) {
        if (singletonsLog.permits()) {
          LOG.warn("Deployed bundles get no configurations yet: {}", IoReason.of(e));
        }
      }
    }
  }

  private void apply(String text) {
    try {
      GatewayConfiguration configuration = parser.parse(text);
      if (!configuration.settings().equals(settings)) {
        LOG.warn("{} is what it was until the next start", GatewaySettings.REQUIRE_SIGNED);
      }
      configuration.warnings().forEach(LOG::warn);
      applier.apply(configuration);
      LOG.info("{} has changed and is in force", source.name());
    } catch (InvalidFileException e) {
      e.problems().forEach(LOG::error);
      LOG.error("{} has changed but is invalid; what was valid stays in force", source.name());
    } catch (IOException e) {
      LOG.error("{} has changed but could not be applied", source.name(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
