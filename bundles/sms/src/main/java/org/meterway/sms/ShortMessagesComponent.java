/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Clock;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.sms.ShortMessage;
import org.meterway.api.sms.ShortMessageListener;
import org.meterway.api.sms.ShortMessages;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short messages over a modem, as they are configured. */
@Component(
    name = ShortMessagesComponent.PID,
    configurationPid = ShortMessagesComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {ShortMessages.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = ShortMessagesConfig.class, factory = true)
public final class ShortMessagesComponent
    implements ShortMessages, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.sms.ShortMessages";

  private static final Logger LOG = LoggerFactory.getLogger(ShortMessagesComponent.class);

  private final String name;
  private final Instant created = Instant.now();
  private final Counters<SmsCounter> counters = new Counters<>(SmsCounter.class);
  private final List<ShortMessageListener> listeners = new CopyOnWriteArrayList<>();
  private final RemoteCommands commands;
  private final MessageAgent agent;
  private final ServiceRegistration<ModemListener> hearing;
  private ShortMessagesConfig latest;
  private PasswordDecoder passwords;
  private volatile Modem modem;
  private volatile SmsOptions options;
  private volatile String rejected = "";

  /** Messages of a modem that is not there yet. */
  @Activate
  public ShortMessagesComponent(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    commands = new RemoteCommands(name, new GatewayParts(context), counters);
    agent =
        new MessageAgent(
            name,
            () -> options == null ? Optional.empty() : Optional.ofNullable(modem),
            counters,
            this::received,
            Clock.systemUTC());
    // Not a service of the component: a modem that waits for its listeners would wait for itself.
    Dictionary<String, Object> every = new Hashtable<>();
    every.put(ModemListener.MODEM, ModemListener.ANY);
    hearing = context.registerService(ModemListener.class, new Hearing(), every);
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  synchronized void configure(ShortMessagesConfig config) {
    latest = config;
    try {
      SmsOptions valid = SmsOptions.of(config, passwords);
      rejected = "";
      if (!valid.equals(options)) {
        options = valid;
        agent.apply(valid);
      }
    } catch (InvalidConfigurationException e) {
      if (!rejected.equals(e.getMessage())) { // Kura hands the same one over twice.
        rejected = e.getMessage();
        log(config);
      }
    }
  }

  /** One that was just made with Kura's "+" has no modem yet: that is no mistake. */
  private void log(ShortMessagesConfig config) {
    String target = config.Modem_target();
    if (options == null && (target == null || target.isBlank())) {
      LOG.info("SMS {} waits for its modem. {}", name, rejected);
    } else {
      LOG.error("SMS {} does not take its configuration. {}", name, rejected);
    }
  }

  /** Ends it; takes a few seconds at most. */
  @Deactivate
  void deactivate() throws InterruptedException {
    try {
      hearing.unregister();
    } catch (IllegalStateException e) {
      // The framework was first: the bundle has stopped.
    }
    agent.close();
  }

  /** In use only where its target is configured. */
  @Reference(
      name = "Modem",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setModem(Modem newModem) {
    modem = newModem;
    agent.beginAnew();
  }

  void unsetModem(Modem gone) {
    if (modem == gone) {
      modem = null;
      agent.beginAnew();
    }
  }

  /** The secret is read anew: where the platform encrypts it, it was not readable before. */
  @Reference(
      name = "PasswordDecoder",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void setPasswordDecoder(PasswordDecoder decoder) {
    passwords = decoder;
    if (latest != null) {
      configure(latest);
    }
  }

  synchronized void unsetPasswordDecoder(PasswordDecoder decoder) {
    if (passwords == decoder) {
      passwords = null;
    }
  }

  /** Whoever wants to hear of messages. */
  @Reference(
      name = "ShortMessageListener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(ShortMessageListener listener) {
    listeners.add(listener);
  }

  void removeListener(ShortMessageListener listener) {
    listeners.remove(listener);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean send(String number, String text) {
    return agent.send(PhoneNumber.plain(number), text);
  }

  /** On the agent's thread. A command is nobody else's: it may hold the secret. */
  private void received(ReceivedPart part) {
    Modem from = modem;
    ShortMessage message =
        new ShortMessage(from == null ? "" : from.name(), part.sender(), part.text(), part.sent());
    Optional<String> answer = commands.execute(message, options.commands());
    if (answer.isPresent()) {
      agent.send(PhoneNumber.plain(message.sender()), answer.get());
      return;
    }
    for (ShortMessageListener listener : listeners) {
      try {
        listener.received(message);
      } catch (RuntimeException | Error e) {
        counters.increment(SmsCounter.LISTENER_ERRORS);
        LOG.error("SMS {}: listener {} failed", name, listener.getClass().getName(), e);
      }
    }
  }

  @Override
  public Status describe() {
    SmsOptions current = options;
    Modem used = modem;
    MessageAgent.Shown shown = agent.shown();
    Map<String, String> facts = new LinkedHashMap<>();
    if (current != null) {
      if (used != null) {
        facts.put("modem", used.name());
      }
      facts.put("mode", current.mode().name());
      facts.put("queued", Integer.toString(agent.queued()));
      facts.put("commands", current.commands().inWords());
      facts.put("authorised.numbers", Integer.toString(current.commands().numbers().size()));
    }
    String reason = current == null ? rejected : shown.reason();
    if (current != null && !rejected.isEmpty()) {
      reason = reason.isEmpty() ? rejected : reason + "; " + rejected;
    }
    return new Status(
        "sms",
        name,
        current == null ? "UNCONFIGURED" : shown.state().name(),
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        current == null ? created : shown.since(),
        counters.snapshot(),
        facts);
  }

  /** Only takes note: the modem's thread is not to be kept. */
  private final class Hearing implements ModemListener {
    @Override
    public void changed(String changedModem, ModemStatus status) {
      if (isOurs(changedModem)) {
        agent.beginAnew();
      }
    }

    @Override
    public void unsolicited(String saying, String line) {
      if (!isOurs(saying)) {
        return;
      }
      if (line.startsWith("+CMTI:") || line.startsWith("+CMT:")) {
        agent.indicated(line);
      } else if (line.equals("RDY") || line.startsWith("^SYSSTART")) {
        agent.beginAnew();
      }
    }

    private boolean isOurs(String other) {
      Modem used = modem;
      return used != null && used.name().equals(other);
    }
  }
}
