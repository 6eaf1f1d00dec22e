/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.shell.control.Commands;
import org.meterway.shell.control.ControlSocket;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control socket as a configured component. */
@Component(
    name = ControlSocketComponent.PID,
    configurationPid = ControlSocketComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = ControlConfig.class)
public final class ControlSocketComponent implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.shell.ControlSocket";

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocketComponent.class);

  private final BundleContext context;
  private final String name;
  private final Commands commands;
  private volatile Instant since = Instant.now();
  private Optional<Path> place = Optional.empty();
  private volatile ControlSocket socket;
  private volatile ControlOptions.Mode mode = ControlOptions.Mode.OFF;
  private volatile String problem = "";

  /** A socket as configured. */
  @Activate
  public ControlSocketComponent(
      BundleContext context, ControlConfig config, Map<String, Object> properties) {
    this.context = context;
    this.name = Validation.instanceName(properties);
    CommandRunner runner = new CommandRunner(context);
    this.commands =
        new Commands() {
          @Override
          public int run(List<String> words, PrintWriter out) throws InterruptedException {
            return runner.run(words, out);
          }

          @Override
          public List<String> complete(List<String> words) {
            return runner.complete(words);
          }
        };
    configure(config);
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Modified
  synchronized void configure(ControlConfig config) {
    try {
      ControlOptions options = ControlOptions.of(config);
      mode = options.mode();
      problem = "";
      move(options.socket(context::getProperty));
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!e.getMessage().equals(problem)) {
        problem = e.getMessage();
        LOG.error("{}; what was in force stays in force", problem);
      }
    }
  }

  private void move(Optional<Path> wanted) {
    if (wanted.equals(place)) {
      return;
    }
    close();
    place = wanted;
    since = Instant.now();
    if (wanted.isPresent()) {
      socket = new ControlSocket(wanted.get(), commands);
      socket.start();
    }
  }

  private void close() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  @Deactivate
  synchronized void deactivate() {
    close();
  }

  @Override
  public Status describe() {
    // Without the lock, under which commands that may ask for this are waited for.
    ControlSocket current = socket;
    Status status =
        current == null
            ? ControlSocket.none(name, "OFF", absence(), since)
            : current.describe(name);
    if (problem.isEmpty()) {
      return status;
    }
    String reason = status.reason().isEmpty() ? problem : status.reason() + "; " + problem;
    return new Status(
        status.kind(),
        name,
        status.state(),
        Health.WARNING,
        reason,
        status.since(),
        status.counters(),
        status.facts());
  }

  private String absence() {
    return mode == ControlOptions.Mode.ON ? "the platform has no folder for it; name a path" : "";
  }
}
