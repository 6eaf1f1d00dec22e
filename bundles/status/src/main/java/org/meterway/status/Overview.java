/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.status.Health;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that tells its state, asked at once. Only this bundle uses it. Thread-safe. */
@Component(service = Overview.class)
public final class Overview {
  private static final Logger LOG = LoggerFactory.getLogger(Overview.class);
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final List<StatusSource> sources = new CopyOnWriteArrayList<>();
  private final String host;
  private final Clock clock;
  private volatile HandlerRegistry registry;

  /** Knows nobody yet. */
  @Activate
  public Overview() {
    this(hostName(), Clock.systemUTC());
  }

  Overview(String host, Clock clock) {
    this.host = host;
    this.clock = clock;
  }

  @Reference(
      name = "StatusSource",
      service = StatusSource.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addSource(StatusSource source) {
    sources.add(source);
  }

  void removeSource(StatusSource source) {
    sources.remove(source);
  }

  @Reference(
      name = "HandlerRegistry",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setRegistry(HandlerRegistry bound) {
    registry = bound;
  }

  void unsetRegistry(HandlerRegistry bound) {
    if (registry == bound) {
      registry = null;
    }
  }

  /** Asks everybody. */
  Snapshot snapshot() {
    List<Source> told = new ArrayList<>();
    for (StatusSource source : sources) {
      told.add(new Source(describe(source), source instanceof Restartable));
    }
    told.sort(Comparator.comparing(Source::id));
    HandlerRegistry bound = registry;
    return new Snapshot(
        host, clock.instant(), told, Optional.ofNullable(bound).map(HandlerRegistry::report));
  }

  /** The part of that kind and name that can begin anew. */
  Optional<Restartable> restartable(String kind, String name) {
    for (StatusSource source : sources) {
      if (source instanceof Restartable restartable) {
        Status status = describe(source);
        if (status.kind().equals(kind) && status.name().equals(name)) {
          return Optional.of(restartable);
        }
      }
    }
    return Optional.empty();
  }

  /** As the kernel has it: a name server is not asked, which may take long. */
  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      LOG.debug("This machine does not tell its name", e);
      return "";
    }
  }

  /** One that cannot even say how it is does not hide the others. */
  private static Status describe(StatusSource source) {
    try {
      return source.describe();
    } catch (RuntimeException e) {
      return new Status(
          "unknown",
          source.getClass().getName(),
          "UNKNOWN",
          Health.CRITICAL,
          "cannot tell its state: " + e,
          Instant.EPOCH,
          Map.of(),
          Map.of());
    }
  }
}
