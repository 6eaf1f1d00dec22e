/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.message.Message;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handler of parameters, and the module's own requests, as a configured component. */
@Component(
    name = ParametersComponent.PID,
    configurationPid = ParametersComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {
      MessageHandler.class,
      MeterParameters.class,
      StatusSource.class,
      ConfigurableComponent.class
    },
    immediate = true)
@HandlesProtocol(Message.PARAMETERS)
@Designate(ocd = ParametersConfig.class)
public final class ParametersComponent
    implements MessageHandler, MeterParameters, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.handlers.Parameters";

  private static final Logger LOG = LoggerFactory.getLogger(ParametersComponent.class);

  private final String name;
  private final Instant since = Instant.now();
  private final Counters<ParameterCounter> counters = new Counters<>(ParameterCounter.class);
  private final SystemRequestTimer timer = new SystemRequestTimer();
  private final ProviderTracker providers;
  private final EventListenerTracker listeners;
  private final LinkTracker links;
  private final MeterRequests requests;
  private final ParametersHandler handler;
  private volatile ParametersOptions options = ParametersOptions.NONE;
  private volatile String problem = "";

  /**
   * A handler that takes part. An invalid configuration is logged, and no parameters are configured
   * until the first valid one: whoever refers to the service is to find it.
   */
  @Activate
  public ParametersComponent(
      BundleContext context, ParametersConfig config, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    providers = new ProviderTracker(context);
    listeners = new EventListenerTracker(context);
    links = new LinkTracker(context, this::linkGone);
    requests = new MeterRequests(links, timer, counters);
    Replies replies = new Replies(counters, System::nanoTime);
    ParameterValues values = new ParameterValues(providers, () -> options.values());
    handler =
        new ParametersHandler(
            new MeterQuestions(values, replies, counters, System::nanoTime),
            new MeterEvents(listeners, replies, counters, System::nanoTime),
            new MeterAnswers(requests),
            counters,
            System::nanoTime);
    configure(config);
    providers.open();
    listeners.open();
    links.open();
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Modified
  void configure(ParametersConfig config) {
    try {
      options = ParametersOptions.of(config);
      problem = "";
    } catch (InvalidConfigurationException e) {
      problem = e.getMessage();
      LOG.error("{}; what was in force stays in force", problem);
    }
  }

  @Deactivate
  void deactivate() {
    links.close();
    listeners.close();
    providers.close();
    requests.close();
    timer.close();
  }

  @Override
  public void handle(Message message, MessageContext context) {
    handler.handle(message, context);
  }

  @Override
  public CompletionStage<byte[]> get(String link, int parameter, Duration timeout) {
    return requests.get(link, parameter, timeout);
  }

  @Override
  public CompletionStage<Void> set(String link, int parameter, byte[] data, Duration timeout) {
    return requests.set(link, parameter, data, timeout);
  }

  @Override
  public Status describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("protocol", "0x2200");
    facts.put("requests open", Integer.toString(requests.open()));
    facts.put("configured parameters", Integer.toString(options.values().size()));
    providers.rejected().forEach((provider, reason) -> facts.put("rejected " + provider, reason));
    return new Status(
        "handlers",
        name,
        problem.isEmpty() ? "ACTIVE" : "MISCONFIGURED",
        problem,
        since,
        counters.snapshot(),
        facts);
  }

  private void linkGone(String link) {
    requests.linkGone(link);
  }
}
