/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.api.dlms.DlmsMeter;
import org.meterway.api.dlms.DlmsObject;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.api.dlms.DlmsValue;
import org.meterway.api.link.MeterLink;
import org.meterway.api.port.MeterPort;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.cosem.ProfileGeneric;
import org.meterway.dlms.data.Data;
import org.osgi.framework.BundleContext;
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

/** A {@link DlmsMeter} as it is configured. Connects when it is asked. */
@Component(
    name = DlmsMeterComponent.PID,
    configurationPid = DlmsMeterComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {DlmsMeter.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = DlmsMeterConfig.class, factory = true)
public final class DlmsMeterComponent implements DlmsMeter, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.dlms.DlmsMeter";

  /** Before any handler that is not told to be first, and before listeners to pushes. */
  private static final int RANKING = 1000;

  private static final int PROFILE_BUFFER = 2;
  private static final String UNCONFIGURED = "UNCONFIGURED";

  private static final Logger LOG = LoggerFactory.getLogger(DlmsMeterComponent.class);

  private final String name;
  private final Instant created = Instant.now();
  private final Counters<MeterCounter> counters = new Counters<>(MeterCounter.class);
  private final SharedLines lines;
  private final MeterAgent agent;
  private DlmsMeterConfig latest;
  private PasswordDecoder passwords;
  private volatile MeterOptions options;
  private volatile String rejected = "";

  /** A meter that nobody has asked yet. */
  @Activate
  public DlmsMeterComponent(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    lines = new SharedLines(context, PID + " " + name, RANKING, this::lineChanged);
    MeterConnector connector =
        new MeterConnector(
            lines,
            DataFolder.of(context::getProperty, context::getDataFile),
            CounterShelf.shared(),
            counters);
    agent = new MeterAgent(name, connector, counters, Clock.systemUTC());
  }

  private void lineChanged() {
    agent.lineChanged();
  }

  /**
   * Takes a configuration. An invalid one is logged, and the last good one stays in force. Without
   * a good one the meter is there all the same, and says why it cannot be asked.
   */
  @Activate
  @Modified
  synchronized void configure(DlmsMeterConfig config) {
    latest = config;
    try {
      MeterOptions valid = MeterOptions.of(config, passwords);
      rejected = "";
      options = valid;
      lines.choose(valid.route().choice());
      agent.apply(valid);
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!rejected.equals(e.getMessage())) {
        rejected = e.getMessage();
        log(config);
      }
    }
  }

  /** One that was just made with Kura's "+" has no address yet: that is no mistake. */
  private void log(DlmsMeterConfig config) {
    boolean isOpen =
        Stream.of(config.uri(), config.MeterPort_target(), config.MeterLink_target())
            .allMatch(way -> way == null || way.isBlank());
    if (options == null && isOpen) {
      LOG.info("Meter {} waits for its address. {}", name, rejected);
    } else {
      LOG.error("Meter {} does not take its configuration. {}", name, rejected);
    }
  }

  /** Ends the association; takes a few seconds at most. */
  @Deactivate
  void deactivate() throws InterruptedException {
    agent.close();
    lines.close();
  }

  /** Passwords are read anew: where the platform encrypts them, they were not readable before. */
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

  /** In use only where its target is configured. */
  @Reference(
      name = "MeterPort",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setPort(MeterPort port) {
    lines.bind(port);
  }

  void unsetPort(MeterPort port) {
    lines.unbind(port);
  }

  /** In use only where its target is configured. */
  @Reference(
      name = "MeterLink",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setLink(MeterLink link) {
    lines.bind(link);
  }

  void unsetLink(MeterLink link) {
    lines.unbind(link);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<DlmsReading> read(List<String> objects) throws DlmsException {
    List<AttributeReference> attributes = new ArrayList<>(objects.size());
    for (String object : objects) {
      attributes.add(valid(AttributeReference::of, object));
    }
    if (attributes.isEmpty()) {
      return List.of();
    }
    List<DlmsReading> readings = agent.ask(new AttributeReader(attributes));
    long good = readings.stream().filter(DlmsReading::isGood).count();
    counters.add(MeterCounter.READ, good);
    counters.add(MeterCounter.READ_REFUSED, readings.size() - good);
    return readings;
  }

  @Override
  public long readProfile(String object, Instant from, Instant to, Consumer<List<DlmsReading>> row)
      throws DlmsException {
    AttributeReference buffer = valid(AttributeReference::of, object);
    if (buffer.classId() != ProfileGeneric.CLASS_ID || buffer.attribute() != PROFILE_BUFFER) {
      throw invalid(object + " is no buffer of a profile, as 7:1.0.99.1.0.255:2 is", null);
    }
    return agent.ask(new ProfileReader(buffer.instance(), from, to, row, counters));
  }

  @Override
  public void write(String object, Object value) throws DlmsException {
    AttributeReference attribute = valid(AttributeReference::of, object);
    if (value instanceof DlmsValue typed) {
      valid(DataValues::of, typed); // A mistake in it costs no way to the meter.
    }
    agent.ask(new AttributeWriter(attribute, value));
    counters.increment(MeterCounter.WRITTEN);
  }

  @Override
  public Object call(String method, DlmsValue parameter) throws DlmsException {
    MethodReference reference = valid(MethodReference::of, method);
    Data data = parameter == null ? Data.int8(0) : valid(DataValues::of, parameter);
    Object returned = agent.ask(new MethodCaller(reference, data));
    counters.increment(MeterCounter.CALLED);
    return returned;
  }

  @Override
  public List<DlmsObject> objects() throws DlmsException {
    return agent.ask(new ObjectLister());
  }

  private <A, T> T valid(Function<A, T> conversion, A value) throws DlmsException {
    try {
      return conversion.apply(value);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage(), e);
    }
  }

  private DlmsException invalid(String words, Exception cause) {
    counters.increment(MeterCounter.FAILED_INVALID);
    return new DlmsException(Reason.INVALID, words, cause);
  }

  @Override
  public Status describe() {
    MeterOptions current = options;
    MeterAgent.Shown shown = agent.shown();
    Map<String, String> facts = new LinkedHashMap<>();
    if (current != null) {
      String line = lines.inWords();
      facts.put("meter", line.isEmpty() ? current.route().inWords() : line);
      facts.put("framing", current.route().framing().name());
      facts.put("client", Integer.toString(current.route().client()));
      facts.put("security", current.security().inWords());
    }
    Map<String, Long> counted = new LinkedHashMap<>(counters.snapshot());
    counted.put("bytes.unheard", lines.unheard());
    String reason = reason(shown);
    return new Status(
        "dlms",
        name,
        current == null ? UNCONFIGURED : shown.state().name(),
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        current == null ? created : shown.since(),
        counted,
        facts);
  }

  private String reason(MeterAgent.Shown shown) {
    if (shown.reason().isEmpty() || rejected.isEmpty()) {
      return shown.reason() + rejected;
    }
    return shown.reason() + "; " + rejected;
  }
}
