/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.link.MeterLink;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the gateway is ready, how it is in one line, that it lives and that it stops.
 * Does nothing where nobody listens.
 */
@Component(
    name = Notifier.PID,
    configurationPid = Notifier.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = NotifierConfig.class)
public final class Notifier implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.systemd.Notifier";

  /** Registered by the launcher while the gateway is up. */
  private static final String UP = "(" + Condition.CONDITION_ID + "=org.meterway.up)";

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final String name;
  private final Expectation expected;
  private final List<MeterLink> links = new CopyOnWriteArrayList<>();
  private final Counters<NotifierCounter> counters = new Counters<>(NotifierCounter.class);
  private final Instant since = Instant.now();
  private final Duty duty;
  private volatile NotifierOptions options = NotifierOptions.DEFAULT;
  private volatile String rejected = "";
  private volatile boolean closed;

  /** Says nothing before the gateway is up. */
  @Activate
  public Notifier(BundleContext context, Map<String, Object> properties) {
    this(
        properties,
        Expectation.of(System.getenv(), ProcessHandle.current().pid()),
        new SystemdNotify(),
        new Sources(context));
  }

  Notifier(
      Map<String, Object> properties,
      Expectation expected,
      Messenger messenger,
      Supplier<Collection<Status>> statuses) {
    name = Validation.instanceName(properties);
    this.expected = expected;
    duty =
        expected.notified()
            ? new Duty(
                expected,
                messenger,
                statuses,
                new LifeSigns(links, () -> options.stall(), System::nanoTime),
                counters)
            : null;
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  void configure(NotifierConfig config) {
    try {
      options = NotifierOptions.of(config);
      rejected = "";
    } catch (InvalidConfigurationException e) {
      rejected = e.getMessage();
      LOG.error("{}; what was in force stays in force", rejected);
    }
  }

  @Deactivate
  void deactivate() {
    closed = true;
    if (duty != null) {
      duty.close();
    }
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

  @Reference(
      name = "Up",
      target = UP,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC)
  void setUp(Condition up) {
    if (duty != null) {
      duty.up();
    }
  }

  /** It goes first when the gateway stops, while everything still runs. */
  void unsetUp(Condition up) {
    if (duty != null && !closed) {
      duty.stopping();
    }
  }

  @Override
  public Status describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (expected.isWatched()) {
      facts.put("watchdog", "within " + inWords(expected.watchdog()));
    }
    String stall = duty == null ? "" : duty.problem();
    return new Status(
        "service",
        name,
        duty == null ? "UNSUPERVISED" : expected.isWatched() ? "WATCHED" : "NOTIFYING",
        rejected.isEmpty() ? stall : rejected,
        since,
        counters.snapshot(),
        facts);
  }

  private static String inWords(Duration time) {
    return time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }

  /** What all parts of the gateway say of themselves. */
  private record Sources(BundleContext context) implements Supplier<Collection<Status>> {
    @Override
    public Collection<Status> get() {
      List<Status> statuses = new ArrayList<>();
      try {
        for (ServiceReference<StatusSource> reference :
            context.getServiceReferences(StatusSource.class, null)) {
          describe(reference, statuses);
        }
      } catch (InvalidSyntaxException e) {
        throw new IllegalStateException("No filter was given", e);
      }
      return statuses;
    }

    private void describe(ServiceReference<StatusSource> reference, Collection<Status> statuses) {
      StatusSource source = context.getService(reference);
      if (source != null) {
        try {
          statuses.add(source.describe());
        } catch (RuntimeException e) {
          // Somebody else's part that throws is no reason to restart a gateway that works.
          LOG.debug("{} could not say how it is", source.getClass().getName(), e);
        } finally {
          context.ungetService(reference);
        }
      }
    }
  }
}
