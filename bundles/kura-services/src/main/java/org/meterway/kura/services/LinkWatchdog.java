/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MeterLink;
import org.meterway.api.link.StallDetector;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches that the links move, as one critical component of Kura: it checks in with Kura's watchdog
 * as long as none of them stands still.
 */
@Component(
    name = LinkWatchdog.PID,
    configurationPid = LinkWatchdog.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = LinkWatchdogConfig.class)
public final class LinkWatchdog implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.kura.services.LinkWatchdog";

  /** How often the links are looked at. */
  private static final Duration CHECK = Duration.ofSeconds(5);

  /** Room for a gateway that is busy with something else. */
  private static final Duration CRITICAL_TIMEOUT = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(LinkWatchdog.class);

  private final String name;
  private final List<MeterLink> links = new CopyOnWriteArrayList<>();
  private final StallDetector detector = new StallDetector();
  private final CheckIn checkIn = new CheckIn();
  private final LongSupplier nanoTime;
  private final Schedule schedule;
  private volatile LinkWatchdogOptions options = LinkWatchdogOptions.DISABLED;
  private volatile Map<String, String> stalled = Map.of();
  private volatile Instant since = Instant.now();
  private volatile String problem = "";

  /** Watches nothing yet. */
  @Activate
  public LinkWatchdog(Map<String, Object> properties) {
    this(
        properties,
        System::nanoTime,
        check -> new ScheduledThread("meterway-kura-watchdog", check));
  }

  LinkWatchdog(
      Map<String, Object> properties,
      LongSupplier nanoTime,
      Function<Runnable, Schedule> schedules) {
    name = Validation.instanceName(properties);
    this.nanoTime = nanoTime;
    schedule = schedules.apply(this::check);
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  void configure(LinkWatchdogConfig config) {
    boolean wasEnabled = options.enabled();
    try {
      options = LinkWatchdogOptions.of(config);
      problem = "";
      if (options.enabled() != wasEnabled) {
        since = Instant.now();
      }
      checkIn.take(options.enabled());
      schedule.every(CHECK);
    } catch (InvalidConfigurationException e) {
      problem = e.getMessage();
      LOG.error("{}; what was in force stays in force", problem);
    }
  }

  @Deactivate
  void deactivate() {
    schedule.close();
    checkIn.take(false);
  }

  /** Absent where Kura has none; stalls are logged and shown all the same. */
  @Reference(
      name = "WatchdogService",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC)
  void setWatchdog(WatchdogService watchdog) {
    checkIn.with(watchdog);
  }

  void unsetWatchdog(WatchdogService watchdog) {
    checkIn.without(watchdog);
  }

  @Reference(
      name = "MeterLink",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addLink(MeterLink link) {
    links.add(link);
  }

  void removeLink(MeterLink link) {
    links.remove(link);
  }

  @Override
  public Status describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("links", Integer.toString(links.size()));
    facts.put("kura.watchdog", checkIn.inWords());
    String reason =
        stalled.entrySet().stream()
            .map(entry -> "link " + entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; "));
    String state = !options.enabled() ? "DISABLED" : stalled.isEmpty() ? "MOVING" : "STALLED";
    return new Status(
        "watchdog", name, state, problem.isEmpty() ? reason : problem, since, Map.of(), facts);
  }

  /** Runs on the schedule's thread. */
  void check() {
    if (!options.enabled()) {
      stalled = Map.of();
      return;
    }
    Map<String, LinkProgress> progress =
        links.stream()
            .collect(Collectors.toMap(MeterLink::name, MeterLink::progress, (one, other) -> other));
    Map<String, String> before = stalled;
    stalled = detector.stalled(progress, options.stall(), nanoTime.getAsLong());
    if (stalled.isEmpty() != before.isEmpty()) {
      since = Instant.now();
    }
    report(before, stalled);
    if (stalled.isEmpty()) {
      checkIn.now();
    }
  }

  private static void report(Map<String, String> before, Map<String, String> now) {
    now.forEach(
        (link, reason) -> {
          if (!before.containsKey(link)) {
            LOG.error("Link {} stands still: {}", link, reason);
          }
        });
    before.keySet().stream()
        .filter(link -> !now.containsKey(link))
        .forEach(link -> LOG.info("Link {} moves again", link));
  }

  /** Meterway as Kura's watchdog sees it. Thread-safe. */
  private static final class CheckIn implements CriticalComponent {
    private WatchdogService watchdog;
    private boolean wanted;
    private boolean registered;

    synchronized void with(WatchdogService service) {
      leave();
      watchdog = service;
      take(wanted);
    }

    synchronized void without(WatchdogService service) {
      if (watchdog == service) {
        leave();
        watchdog = null;
      }
    }

    /** Whether Meterway is to be a critical component; it is one as soon as Kura has a watchdog. */
    synchronized void take(boolean part) {
      wanted = part;
      if (!part) {
        leave();
      } else if (watchdog != null && !registered) {
        registered = true;
        watchdog.registerCriticalComponent(this);
      }
    }

    private void leave() {
      if (registered) {
        registered = false;
        watchdog.unregisterCriticalComponent(this);
      }
    }

    synchronized void now() {
      if (registered) {
        watchdog.checkin(this);
      }
    }

    synchronized String inWords() {
      return watchdog == null ? "none" : registered ? "critical component" : "not registered";
    }

    @Override
    public String getCriticalComponentName() {
      return PID;
    }

    @Override
    public int getCriticalComponentTimeout() {
      return (int) CRITICAL_TIMEOUT.toMillis();
    }
  }
}
