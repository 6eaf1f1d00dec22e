/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What the gateway stands on, as one part of it: bundles, components, disk, memory, descriptors,
 * threads, clock. Looks when somebody asks, every ten seconds at most.
 */
@Component(service = StatusSource.class)
public final class Platform implements StatusSource {
  static final String KIND = "platform";
  private static final long KEEP_NANOS = Duration.ofSeconds(10).toNanos();

  private final List<Aspect> aspects;
  private final LongSupplier nanoTime;
  private Status last;
  private long lookedAt;

  /** Looks at nothing yet. */
  @Activate
  public Platform(BundleContext context) {
    this(Aspects.of(context), System::nanoTime);
  }

  Platform(List<Aspect> aspects, LongSupplier nanoTime) {
    this.aspects = List.copyOf(aspects);
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized Status describe() {
    long now = nanoTime.getAsLong();
    if (last == null || now - lookedAt >= KEEP_NANOS) {
      last = look();
      lookedAt = now;
    }
    return last;
  }

  private Status look() {
    Health health = Health.OK;
    List<String> problems = new ArrayList<>();
    Map<String, String> facts = new LinkedHashMap<>();
    for (Aspect aspect : aspects) {
      Finding finding = aspect.look();
      facts.put(aspect.name(), finding.figure());
      if (finding.health() != Health.OK) {
        problems.add(finding.words());
        health = health.compareTo(finding.health()) < 0 ? finding.health() : health;
      }
    }
    boolean same = last != null && last.health() == health;
    return new Status(
        KIND,
        KIND,
        health == Health.OK ? "SOUND" : "UNSOUND",
        health,
        String.join("; ", problems),
        same ? last.since() : Instant.now(),
        Map.of(),
        facts);
  }
}
