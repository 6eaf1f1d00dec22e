/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.net.status.NetworkStatusService;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.parameter.ProvidesParameters;
import org.meterway.api.status.RateLimit;
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
 * Answers a meter that asks for the link quality (0x8003) or the module state (0x8002) with the
 * state of the gateway's network, when nobody else does. The state is 1 while data can flow, else
 * 0; each is one octet.
 *
 * <p>The network is looked at on a thread of its own: NetworkManager may be slow, and a meter waits
 * for nobody.
 */
@Component(
    name = NetworkParameters.PID,
    configurationPid = NetworkParameters.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {ParameterProvider.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true,
    property = GatewayIdentity.LAST_RESORT)
@ProvidesParameters({Parameters.MODULE_STATE, Parameters.LINK_QUALITY})
@Designate(ocd = NetworkParametersConfig.class)
public final class NetworkParameters
    implements ParameterProvider, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.kura.services.NetworkParameters";

  private static final Logger LOG = LoggerFactory.getLogger(NetworkParameters.class);
  private static final String NO_SERVICE = "Kura has no network status service";
  private static final String NO_INTERFACE = "no such network interface, or none is connected";

  private final String name;
  private final Schedule schedule = new ScheduledThread("meterway-kura-network", this::look);
  private final RateLimit failureLog = new RateLimit();
  private volatile NetworkView network;
  private volatile NetworkParametersOptions options = NetworkParametersOptions.DISABLED;
  private volatile Look last = Look.nothing("not looked at yet");
  private volatile Instant since = Instant.now();
  private volatile String problem = "";

  /**
   * What the last look has shown.
   *
   * @param unknown why nothing was seen
   */
  private record Look(Optional<NetworkView.Seen> seen, String unknown) {
    static Look nothing(String unknown) {
      return new Look(Optional.empty(), unknown);
    }
  }

  /** Knows nothing yet. */
  @Activate
  public NetworkParameters(Map<String, Object> properties) {
    name = Validation.instanceName(properties);
  }

  /** Absent where Kura does not manage the network; the component stays, so that its page does. */
  @Reference(
      name = "NetworkStatusService",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC)
  void setService(NetworkStatusService service) {
    network = new NetworkView(service);
  }

  void unsetService(NetworkStatusService service) {
    network = null;
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  void configure(NetworkParametersConfig config) {
    try {
      options = NetworkParametersOptions.of(config);
      problem = "";
      schedule.every(options.refresh());
    } catch (InvalidConfigurationException e) {
      problem = e.getMessage();
      LOG.error("{}; what was in force stays in force", problem);
    }
  }

  @Deactivate
  void deactivate() {
    schedule.close();
  }

  @Override
  public Optional<Value> get(String link, int parameter) {
    if (!options.enabled()) {
      return Optional.empty();
    }
    Optional<NetworkView.Seen> seen = last.seen();
    return switch (parameter) {
      case Parameters.MODULE_STATE -> seen.map(it -> octet(it.connected() ? 1 : 0));
      case Parameters.LINK_QUALITY ->
          seen.flatMap(NetworkView.Seen::signal).map(it -> octet(options.scale().of(it)));
      default -> Optional.empty();
    };
  }

  @Override
  public Status describe() {
    Look look = last;
    Optional<NetworkView.Seen> seen = look.seen();
    Map<String, String> facts = new LinkedHashMap<>();
    seen.ifPresent(
        it -> {
          facts.put("interface", it.interfaceId());
          it.signal()
              .ifPresent(
                  signal ->
                      facts.put("link.quality", Integer.toString(options.scale().of(signal))));
        });
    String state =
        !options.enabled()
            ? "DISABLED"
            : seen.map(it -> it.connected() ? "CONNECTED" : "DISCONNECTED").orElse("UNKNOWN");
    String reason =
        problem.isEmpty() && options.enabled() && seen.isEmpty() ? look.unknown() : problem;
    return new Status("network", name, state, reason, since, Map.of(), facts);
  }

  /** Runs on the schedule's thread. */
  private void look() {
    if (!options.enabled()) {
      return;
    }
    Look before = last;
    last = now();
    if (!connected(before).equals(connected(last))) {
      since = Instant.now();
    }
  }

  private Look now() {
    NetworkView current = network;
    if (current == null) {
      return Look.nothing(NO_SERVICE);
    }
    try {
      return new Look(current.look(options.networkInterface()), NO_INTERFACE);
    } catch (KuraException | RuntimeException failed) {
      // What was seen long ago is not true any more.
      Look nothing =
          Look.nothing("Kura does not tell the state of the network: " + failed.getMessage());
      if (failureLog.permits()) {
        LOG.warn("{}: {}", name, nothing.unknown());
      }
      return nothing;
    }
  }

  private static Optional<Boolean> connected(Look look) {
    return look.seen().map(NetworkView.Seen::connected);
  }

  private static Value octet(int value) {
    return Value.number(DataType.UNSIGNED, value);
  }
}
