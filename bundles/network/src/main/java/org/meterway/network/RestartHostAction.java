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

/** Restarts the host of this gateway, where that is switched on. */
@Component(
    name = RestartHostAction.PID,
    configurationPid = RestartHostAction.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {RecoveryAction.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true,
    property = {
      RecoveryAction.NAME + "=" + RestartHostAction.ACTION,
      RecoveryAction.ENDS_RUN + ":Boolean=true"
    })
@Designate(ocd = RestartHostConfig.class)
public final class RestartHostAction
    implements RecoveryAction, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.network.RestartHostAction";
  static final String ACTION = "restart-host";

  private static final Logger LOG = LoggerFactory.getLogger(RestartHostAction.class);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ProgramRunner runner = new ProgramRunner();
  private final ActionReport report;
  private volatile RestartHostOptions options = new RestartHostOptions(false, List.of());
  private volatile String problem = "";

  /** Off. */
  @Activate
  public RestartHostAction(Map<String, Object> properties) {
    report = new ActionReport(Validation.instanceName(properties));
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  public void configure(RestartHostConfig config) {
    try {
      options = RestartHostOptions.of(config);
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
    RestartHostOptions current = options;
    return report.on(
        () -> {
          if (!current.enabled()) {
            throw new RecoveryException("it is switched off in " + PID);
          }
          return CommandAction.run(runner, command(current), why, LIMIT);
        });
  }

  private static List<String> command(RestartHostOptions current) throws RecoveryException {
    if (!current.command().isEmpty()) {
      return current.command();
    }
    try {
      return List.of(SystemProgram.find("systemctl"), "reboot");
    } catch (ProgramException e) {
      throw new RecoveryException(e.getMessage(), e);
    }
  }

  @Override
  public Status describe() {
    return report.describe(options.enabled() ? "READY" : "OFF", problem, Map.of());
  }
}
