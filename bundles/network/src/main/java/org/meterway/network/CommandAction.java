/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program of the user's own. */
@Component(
    name = CommandAction.PID,
    configurationPid = CommandAction.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {RecoveryAction.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = CommandActionConfig.class, factory = true)
public final class CommandAction implements RecoveryAction, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.network.CommandAction";

  /** Tells the program what failed. */
  static final String REASON = "METERWAY_REASON";

  private static final Logger LOG = LoggerFactory.getLogger(CommandAction.class);

  private final ProgramRunner runner = new ProgramRunner();
  private final ActionReport report;
  private volatile CommandActionOptions options;
  private volatile String problem = "";

  /** Ready to be called once it is configured. */
  @Activate
  public CommandAction(Map<String, Object> properties) {
    report = new ActionReport(Validation.instanceName(properties));
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  public void configure(CommandActionConfig config) {
    try {
      options = CommandActionOptions.of(config);
      problem = "";
    } catch (InvalidConfigurationException e) {
      if (!problem.equals(e.getMessage())) {
        problem = e.getMessage();
        LOG.error("{}; what was in force stays in force", problem);
      }
    }
  }

  @Override
  public String recover(String why) throws RecoveryException, InterruptedException {
    CommandActionOptions current = options;
    return report.on(
        () -> {
          if (current == null) {
            throw new RecoveryException("it is not configured: " + problem);
          }
          return run(runner, current.command(), why, current.timeout());
        });
  }

  /** Runs a program; an exit status other than 0 is a failure. */
  static String run(ProgramRunner runner, List<String> command, String why, Duration timeout)
      throws RecoveryException, InterruptedException {
    try {
      ProgramRunner.Result result = runner.run(command, Map.of(REASON, why), timeout);
      String said = result.lastLine().isEmpty() ? "" : ": " + result.lastLine();
      if (result.exit() != 0) {
        throw new RecoveryException(command.get(0) + " ended with status " + result.exit() + said);
      }
      return command.get(0) + " has run" + said;
    } catch (ProgramException e) {
      throw new RecoveryException(e.getMessage(), e);
    }
  }

  @Override
  public Status describe() {
    CommandActionOptions current = options;
    return report.describe(
        current == null ? "MISCONFIGURED" : "READY",
        problem,
        // Not its arguments: there may be a secret among them.
        current == null ? Map.of() : Map.of("program", current.command().get(0)));
  }
}
