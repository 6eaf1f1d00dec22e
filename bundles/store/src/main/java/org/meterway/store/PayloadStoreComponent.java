/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as a configured service. It is there whatever the disk does: head ends that could not
 * be made for want of it would never be made.
 */
@Component(
    name = PayloadStoreComponent.PID,
    configurationPid = PayloadStoreComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {PayloadStore.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = StoreConfig.class)
public final class PayloadStoreComponent
    implements PayloadStore, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.store.PayloadStore";

  private static final Logger LOG = LoggerFactory.getLogger(PayloadStoreComponent.class);

  private final String name;
  private final StoreOptions started;

  /** One of the two. */
  private final DurableStore durable;

  private final MemoryStore memory;

  private volatile StoreOptions latest;
  private volatile String problem = "";

  /**
   * A store that is open. With an invalid configuration it has the defaults until the first valid
   * one.
   */
  @Activate
  public PayloadStoreComponent(
      BundleContext context, StoreConfig config, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    StoreOptions options = StoreOptions.DEFAULTS;
    try {
      options = StoreOptions.of(config);
    } catch (InvalidConfigurationException e) {
      refused(e);
    }
    started = options;
    latest = options;
    Optional<Path> folder =
        StoreFolder.of(options.directory(), context::getProperty, context::getDataFile);
    boolean onDisk = options.mode() == StoreOptions.Mode.DISK && folder.isPresent();
    durable = onDisk ? DurableStore.open(folder.get(), options) : null;
    memory = onDisk ? null : new MemoryStore(options.memoryBytes());
  }

  /**
   * Takes a configuration. An invalid one is logged, and the last good one stays in force. Another
   * place takes effect at the next start, so that what waits in the old one is not left alone.
   */
  @Modified
  void configure(StoreConfig config) {
    try {
      StoreOptions options = StoreOptions.of(config);
      if (!options.keepsPlace(latest)) {
        LOG.info("The store's mode and directory change at the next start");
      }
      latest = options;
      if (durable != null) {
        durable.configure(options);
      } else {
        memory.configure(options.memoryBytes());
      }
      problem = "";
    } catch (InvalidConfigurationException e) {
      refused(e);
    }
  }

  private void refused(InvalidConfigurationException e) {
    // Kura hands the same configuration over twice.
    if (!e.getMessage().equals(problem)) {
      problem = e.getMessage();
      LOG.error("{}; what was in force stays in force", problem);
    }
  }

  /** Takes no longer than the limit for the disk and a second. */
  @Deactivate
  void deactivate() {
    if (durable != null) {
      durable.close();
    } else {
      memory.close();
    }
  }

  @Override
  public PayloadQueue open(String queue, QueueLimits limits, QueueListener listener) {
    return durable != null
        ? durable.open(queue, limits, listener)
        : memory.open(queue, limits, listener);
  }

  @Override
  public Status describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!latest.keepsPlace(started)) {
      facts.put(
          "after the next start",
          latest.mode() == StoreOptions.Mode.MEMORY
              ? "in memory only"
              : "on disk, directory "
                  + (latest.directory().isEmpty() ? "the usual one" : latest.directory()));
    }
    Status status =
        durable != null
            ? durable.status().describe(name, facts)
            : memory.describe(name, noDisk(), facts);
    return problem.isEmpty() ? status : misconfigured(status);
  }

  private String noDisk() {
    return started.mode() == StoreOptions.Mode.MEMORY
        ? ""
        : "payloads are in memory only: the platform has no folder for them; name one as directory";
  }

  private Status misconfigured(Status status) {
    String reason = status.reason().isEmpty() ? problem : status.reason() + "; " + problem;
    return new Status(
        status.kind(),
        status.name(),
        status.state(),
        Health.WARNING,
        reason,
        status.since(),
        status.counters(),
        status.facts());
  }
}
