/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdatePhase;
import org.meterway.api.update.UpdateState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The updater as a configured component. */
@Component(
    name = UpdaterComponent.PID,
    configurationPid = UpdaterComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, OperatorCommand.class, ConfigurableComponent.class},
    property = OperatorCommand.NAME + "=update",
    immediate = true)
@Designate(ocd = UpdaterConfig.class)
public final class UpdaterComponent extends UpdateCommand
    implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.update.Updater";

  private static final Logger LOG = LoggerFactory.getLogger(UpdaterComponent.class);

  private final String name;
  private final BundleUpdates bundles;
  private final Counters<UpdateCounter> counters = new Counters<>(UpdateCounter.class);
  private final Instant created = Instant.now();
  private volatile Running running = Running.NOTHING;
  private volatile String problem = "";

  /** The parts that follow from a configuration. */
  private record Running(UpdaterOptions options, Updater updater, UpdateSchedule schedule) {
    static final Running NOTHING = new Running(null, null, null);

    void close() {
      if (schedule != null) {
        schedule.close();
      }
    }
  }

  /** Called by the component runtime. */
  @Activate
  public UpdaterComponent(
      @Reference BundleUpdates bundles, UpdaterConfig config, Map<String, Object> properties) {
    this.bundles = bundles;
    name = Validation.instanceName(properties);
    modified(config);
  }

  @Modified
  void modified(UpdaterConfig config) {
    UpdaterOptions options;
    try {
      options = UpdaterOptions.of(config);
      problem = "";
    } catch (InvalidConfigurationException e) {
      problem = e.getMessage();
      LOG.error("{}", problem);
      return;
    }
    if (options.equals(running.options())) {
      return;
    }
    running.close();
    Clock clock = Clock.systemDefaultZone();
    Updater updater = new Updater(options, bundles, clock, counters);
    UpdateSchedule schedule = null;
    if (options.isOn()) {
      schedule = new UpdateSchedule(options, updater, clock, new Random());
      schedule.start();
    }
    running = new Running(options, updater, schedule);
  }

  @Deactivate
  void deactivate() {
    end();
    running.close();
  }

  @Override
  Updater updater() {
    return running.updater();
  }

  @Override
  BundleUpdates bundles() {
    return bundles;
  }

  @Override
  public Status describe() {
    Running now = running;
    UpdateState state = bundles.state();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("current", release(state.currentVersion(), state.current()));
    if (!state.previousVersion().isEmpty()) {
      facts.put("previous", release(state.previousVersion(), state.previous()));
    }
    if (!state.candidateVersion().isEmpty()) {
      facts.put(
          "last.update",
          release(state.candidateVersion(), state.candidate())
              + " "
              + state.phase()
              + " "
              + state.since());
    }
    if (now.updater() != null && now.options().isOn()) {
      facts.put("channel", now.options().channel());
      facts.put("apply", now.options().apply().name());
      Updater.Outcome outcome = now.updater().outcome();
      facts.put("available", outcome.available());
      facts.put("last.result", outcome.words());
      facts.put("last.time", outcome.words().isEmpty() ? "" : outcome.at().toString());
      now.schedule().next().ifPresent(at -> facts.put("next.check", at.toString()));
      facts.put("progress.percent", Integer.toString(now.updater().step().percent()));
    }
    String reason = reason(now, state);
    return new Status(
        "update",
        name,
        word(now, state),
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        state.phase() == UpdatePhase.NONE ? created : state.since(),
        counters.snapshot(),
        facts);
  }

  /** Number 0 is the distribution. */
  static String release(String version, long sequence) {
    return sequence == 0 ? version + " (distribution)" : version + " (" + sequence + ")";
  }

  private String word(Running now, UpdateState state) {
    if (!problem.isEmpty() && now.updater() == null) {
      return "MISCONFIGURED";
    }
    if (state.isBusy()) {
      return state.phase().name();
    }
    if (!now.options().isOn()) {
      return "OFF";
    }
    String step = now.updater().step().state();
    if (!step.equals("IDLE")) {
      return step;
    }
    return now.updater().outcome().available().isEmpty() ? "UP_TO_DATE" : "AVAILABLE";
  }

  private String reason(Running now, UpdateState state) {
    if (!problem.isEmpty()) {
      return problem;
    }
    if (state.phase() == UpdatePhase.ROLLED_BACK
        && state.failed() != 0
        && !state.reason().equals(OPERATOR)) {
      return "release " + state.failed() + " was rolled back: " + state.reason();
    }
    if (state.isBusy()) {
      return state.reason();
    }
    boolean good = now.updater() == null || now.updater().outcome().good();
    return good ? "" : now.updater().outcome().words();
  }
}
