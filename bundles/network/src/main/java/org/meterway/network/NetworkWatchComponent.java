/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.network.NetworkCheck;
import org.meterway.api.network.NetworkListener;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.network.NetworkWatch;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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

/** The watch as a configured component. It has no thread before there is something to check. */
@Component(
    name = NetworkWatchComponent.PID,
    configurationPid = NetworkWatchComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {NetworkWatch.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = NetworkWatchConfig.class)
public final class NetworkWatchComponent
    implements NetworkWatch, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.network.NetworkWatch";

  private static final Logger LOG = LoggerFactory.getLogger(NetworkWatchComponent.class);

  private final String name;
  private final Optional<Path> folder;
  private final Clock clock = Clock.systemUTC();
  private final Counters<WatchCounter> counters = new Counters<>(WatchCounter.class);
  private final NetworkStatus unchecked =
      new NetworkStatus(NetworkState.UNKNOWN, clock.instant(), 0, List.of());

  /** Whoever waits for the network does not wait where it is not looked at. */
  private final NetworkStatus idle =
      new NetworkStatus(NetworkState.ONLINE, clock.instant(), 0, List.of());

  private final Services<HeadEnd> headEnds;
  private final Services<RecoveryAction> actions;
  private final Listeners listeners;
  private volatile NetworkWatchOptions options = NetworkWatchOptions.NONE;
  private volatile String problem = "";
  private volatile Running running;

  /** What there is while something is checked. */
  private record Running(Watch watch, WatchAgent agent, Climb climb, CheckRunner runner) {}

  /** Checks nothing yet. */
  @Activate
  public NetworkWatchComponent(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    folder = DataFolder.of(context::getProperty, context::getDataFile);
    headEnds = new Services<>(context);
    actions = new Services<>(context);
    listeners = new Listeners(new Services<>(context), unchecked, counters);
  }

  @Reference(
      name = "HeadEnd",
      service = HeadEnd.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addHeadEnd(ServiceReference<HeadEnd> headEnd) {
    headEnds.add(headEnd);
    headEndsChanged();
  }

  void removeHeadEnd(ServiceReference<HeadEnd> headEnd) {
    headEnds.remove(headEnd);
    headEndsChanged();
  }

  private void headEndsChanged() {
    if (options.headEnds() != HeadEndChecks.OFF) {
      checkNow();
    }
  }

  @Reference(
      name = "RecoveryAction",
      service = RecoveryAction.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addAction(ServiceReference<RecoveryAction> action) {
    actions.add(action);
  }

  void removeAction(ServiceReference<RecoveryAction> action) {
    actions.remove(action);
  }

  @Reference(
      name = "NetworkListener",
      service = NetworkListener.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(ServiceReference<NetworkListener> listener) {
    listeners.add(listener);
  }

  void removeListener(ServiceReference<NetworkListener> listener) {
    listeners.remove(listener);
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  public void configure(NetworkWatchConfig config) {
    try {
      NetworkWatchOptions wanted = NetworkWatchOptions.of(config);
      problem = "";
      apply(wanted);
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!problem.equals(e.getMessage())) {
        problem = e.getMessage();
        LOG.error("{}; what was in force stays in force", problem);
      }
    }
  }

  private synchronized void apply(NetworkWatchOptions wanted) {
    options = wanted;
    Running current = running;
    if (current != null) {
      current.agent().apply(wanted);
    } else if (wanted.isChecking()) {
      running = begin(wanted);
    }
  }

  private Running begin(NetworkWatchOptions wanted) {
    MemoryFile file = folder.map(MemoryFile::new).orElse(MemoryFile.NONE);
    Climb climb =
        new Climb(new Actions(actions), () -> new Memory(file, System::nanoTime), counters, clock);
    CheckRunner runner = new CheckRunner();
    Watch watch =
        new Watch(this::headEndChecks, runner, climb, listeners, unchecked, counters, clock);
    return new Running(watch, new WatchAgent(watch, wanted), climb, runner);
  }

  private List<Check> headEndChecks() {
    HeadEndChecks how = options.headEnds();
    return how == HeadEndChecks.OFF
        ? List.of()
        : headEnds.references().stream()
            .map(headEnds::get)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(HeadEnd::name))
            .<Check>map(headEnd -> new HeadEndCheck(headEnd, how == HeadEndChecks.CONNECT))
            .toList();
  }

  @Deactivate
  synchronized void deactivate() {
    Running current = running;
    running = null;
    if (current != null) {
      current.agent().close();
      current.runner().close();
      current.climb().close();
    }
    listeners.close();
  }

  @Override
  public NetworkStatus status() {
    Running current = running;
    return current == null ? idle : current.watch().status();
  }

  @Override
  public void checkNow() {
    Running current = running;
    if (current != null) {
      current.agent().checkNow();
    }
  }

  @Override
  public Status describe() {
    NetworkStatus status = status();
    String state = options.isChecking() ? status.state().name() : "IDLE";
    return new Status(
        "network", name, state, reason(status), status.since(), counters.snapshot(), facts(status));
  }

  private String reason(NetworkStatus status) {
    List<String> reasons = new ArrayList<>();
    if (!problem.isEmpty()) {
      reasons.add(problem);
    }
    if (status.state() == NetworkState.OFFLINE) {
      reasons.add(
          Watch.inWords(status.checks().stream().filter(check -> !check.passed()).toList()));
    }
    Running current = running;
    if (current != null && !current.climb().obstacle().isEmpty()) {
      reasons.add(current.climb().obstacle());
    }
    if (current != null && !current.climb().memoryProblem().isEmpty()) {
      reasons.add(current.climb().memoryProblem());
    }
    return String.join("; ", reasons);
  }

  private Map<String, String> facts(NetworkStatus status) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("failed.rounds", Integer.toString(status.failures()));
    for (NetworkCheck check : status.checks()) {
      facts.put(
          "check " + check.name(),
          (check.passed() ? "well: " : "failed: ")
              + check.reason()
              + " ("
              + check.took().toMillis()
              + " ms)");
    }
    Running current = running;
    if (current != null) {
      facts.putAll(current.climb().facts());
    }
    facts.put("listeners", Integer.toString(listeners.size()));
    return facts;
  }
}
