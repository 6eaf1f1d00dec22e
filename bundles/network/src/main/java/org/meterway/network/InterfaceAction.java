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

/** Sets a network interface down and up again. */
@Component(
    name = InterfaceAction.PID,
    configurationPid = InterfaceAction.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {RecoveryAction.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = InterfaceActionConfig.class, factory = true)
public final class InterfaceAction implements RecoveryAction, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.network.InterfaceAction";

  private static final Logger LOG = LoggerFactory.getLogger(InterfaceAction.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ProgramRunner runner = new ProgramRunner();
  private final ActionReport report;
  private volatile InterfaceActionOptions options;
  private volatile String problem = "";

  /** Ready to be called once it is configured. */
  @Activate
  public InterfaceAction(Map<String, Object> properties) {
    report = new ActionReport(Validation.instanceName(properties));
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  public void configure(InterfaceActionConfig config) {
    try {
      options = InterfaceActionOptions.of(config);
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
    InterfaceActionOptions current = options;
    return report.on(
        () -> {
          if (current == null) {
            throw new RecoveryException("it is not configured: " + problem);
          }
          return cycle(current);
        });
  }

  private String cycle(InterfaceActionOptions current)
      throws RecoveryException, InterruptedException {
    set(current.networkInterface(), "down");
    try {
      Thread.sleep(current.down().toMillis());
    } finally {
      up(current.networkInterface());
    }
    return current.networkInterface() + " was down for " + Limit.inWords(current.down());
  }

  /** Whatever happens: an interface that stays down is worse than what was before. */
  private void up(String networkInterface) throws RecoveryException, InterruptedException {
    boolean interrupted = Thread.interrupted();
    set(networkInterface, "up");
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  private void set(String networkInterface, String state)
      throws RecoveryException, InterruptedException {
    try {
      String ip = SystemProgram.find("ip");
      ProgramRunner.Result result =
          runner.run(List.of(ip, "link", "set", "dev", networkInterface, state), Map.of(), LIMIT);
      if (result.exit() != 0) {
        throw new RecoveryException(
            networkInterface
                + " cannot be set "
                + state
                + ": "
                + result.lastLine()
                + (result.lastLine().contains("not permitted")
                    ? " (the gateway needs CAP_NET_ADMIN)"
                    : ""));
      }
    } catch (ProgramException e) {
      throw new RecoveryException(e.getMessage(), e);
    }
  }

  @Override
  public Status describe() {
    InterfaceActionOptions current = options;
    return report.describe(
        current == null ? "MISCONFIGURED" : "READY",
        problem,
        current == null ? Map.of() : Map.of("interface", current.networkInterface()));
  }
}
