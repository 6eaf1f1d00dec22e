/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meterway.api.config.Validation;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Provisioning;
import org.meterway.itests.support.Wire;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The gateway under test, as its users see it: configured through Config Admin, watched through
 * status services. Closing it deletes what was configured and registered, newest first.
 */
final class Gateway implements AutoCloseable {
  static final String SERIAL_PORT = "org.meterway.serial.SerialPort";
  static final String TCP_HEAD_END = "org.meterway.tcp.TcpHeadEnd";
  static final String METER_LINK = "org.meterway.link.MeterLink";
  static final String STORE = "org.meterway.store.PayloadStore";
  static final String HANDLER_REGISTRY = "org.meterway.registry.HandlerRegistry";
  static final String TRANSPARENT = "org.meterway.handlers.Transparent";
  static final String DLMS_METER = "org.meterway.dlms.DlmsMeter";
  static final String DLMS_PUSH_LISTENER = "org.meterway.dlms.DlmsPushListener";
  static final String AT_MODEM = "org.meterway.modem.AtModem";
  static final String NETWORK_WATCH = "org.meterway.network.NetworkWatch";
  static final String COMMAND_ACTION = "org.meterway.network.CommandAction";
  static final String STATUS_LED = "org.meterway.led.StatusLed";
  static final String SHORT_MESSAGES = "org.meterway.sms.ShortMessages";
  static final String PARAMETERS = "org.meterway.handlers.Parameters";

  private static final String METERWAY = "org.meterway.";
  private static final int RETRY_MS = 50;

  private final BundleContext context;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private Gateway(BundleContext context) {
    this.context = context;
  }

  /** Outside: what the framework of a gateway holds. */
  static Option[] provisioned() {
    return CoreOptions.options(
        Provisioning.support(),
        Provisioning.bundles("meterway.bundles.platform"),
        Provisioning.bundles("meterway.bundles.meterway"));
  }

  /** A gateway with its registry and the default handlers, and nothing else configured. */
  static Gateway in(BundleContext context) {
    Gateway gateway = new Gateway(context);
    gateway.singleton(STORE, Map.of("mode", "DISK", "directory", gateway.newFolder()));
    gateway.singleton(HANDLER_REGISTRY, Map.of("graceMs", 3000));
    gateway.singleton(TRANSPARENT, Map.of("enabled", true));
    gateway.singleton(
        PARAMETERS, Map.of("deviceName", "Gateway in a test", "serialNumber", "0815"));
    eventually("a handler registry", () -> gateway.isThere(HandlerRegistry.class));
    return gateway;
  }

  /** What one gateway may send again is not for the next one of the same framework. */
  private String newFolder() {
    try {
      return Files.createTempDirectory(context.getDataFile("").toPath(), "store").toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  BundleContext context() {
    return context;
  }

  // ---- configuration

  /** One configuration: changed and deleted as a user does. */
  final class Instance {
    private final Configuration configuration;
    private final Map<String, Object> properties;

    private Instance(Configuration configuration, Map<String, Object> properties) {
      this.configuration = configuration;
      this.properties = new HashMap<>(properties);
      store();
    }

    void change(String property, Object value) {
      properties.put(property, value);
      store();
    }

    void delete() {
      try {
        configuration.delete();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private void deleteIfThere() {
      try {
        configuration.delete();
      } catch (IllegalStateException deletedBefore) {
        // By the test itself, or Config Admin is gone.
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private void store() {
      try {
        configuration.update(new Hashtable<>(properties));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  Instance port(String name, Path device) {
    return factory(
        SERIAL_PORT, name, Map.of("device", device.toString(), "reopenDelayMs", RETRY_MS));
  }

  Instance headEnd(String name, int port) {
    return factory(
        TCP_HEAD_END,
        name,
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            port,
            "reconnectMinMs",
            RETRY_MS,
            "reconnectMaxMs",
            4 * RETRY_MS));
  }

  Instance link(String name, String port, String headEnd, Wire wire) {
    return factory(
        METER_LINK,
        name,
        Map.of(
            "MeterPort.target",
            target(port),
            "HeadEnd.target",
            target(headEnd),
            "framing",
            wire.framing(),
            "fcs",
            wire.fcs(),
            "fcsOrder",
            wire.fcsOrder()));
  }

  /** Port, head end and link, all of one name, up. */
  void flow(String name, Meter meter, Wire wire, HeadEndServer server) {
    port(name, meter.device());
    headEnd(name, server.port());
    link(name, name, name, wire);
    awaitState("link", name, "UP");
  }

  /** The filter that finds an instance by its name. */
  static String target(String name) {
    return "(" + Validation.INSTANCE_NAME + "=" + name + ")";
  }

  Instance factory(String factoryPid, String name, Map<String, Object> properties) {
    return configured(
        properties, name, admin -> admin.getFactoryConfiguration(factoryPid, name, "?"));
  }

  Instance singleton(String pid, Map<String, Object> properties) {
    return configured(properties, pid, admin -> admin.getConfiguration(pid, "?"));
  }

  private interface Lookup {
    Configuration in(ConfigurationAdmin admin) throws IOException;
  }

  private Instance configured(Map<String, Object> properties, String name, Lookup lookup) {
    Map<String, Object> named = new HashMap<>(properties);
    named.put(Validation.INSTANCE_NAME, name);
    Instance instance =
        with(
            ConfigurationAdmin.class,
            admin -> {
              try {
                return new Instance(lookup.in(admin), named);
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    undo.push(instance::deleteIfThere);
    return instance;
  }

  // ---- state

  /** The status of a port, head end or link. */
  Optional<Status> status(String kind, String name) {
    return statuses().stream()
        .filter(status -> status.kind().equals(kind) && status.name().equals(name))
        .findFirst();
  }

  void awaitState(String kind, String name, String state) {
    eventually(
        () -> "%s %s is not %s but %s".formatted(kind, name, state, status(kind, name)),
        () -> status(kind, name).filter(status -> status.state().equals(state)).isPresent());
  }

  void awaitGone(String kind, String name) {
    eventually(kind + " " + name + " is gone", () -> status(kind, name).isEmpty());
  }

  /**
   * Waits until an instance says what is wrong, in its status or as the failure of its activation.
   */
  void awaitRefusal(String pid, String name, String value) {
    eventually(
        pid + " " + name + " complains about " + value,
        () ->
            statuses().stream()
                    .anyMatch(it -> it.name().equals(name) && it.reason().contains(value))
                || failure(pid, name).contains(value));
  }

  private String failure(String pid, String name) {
    return with(
        ServiceComponentRuntime.class,
        runtime ->
            runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> component.name.equals(pid))
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                .filter(it -> name.equals(it.properties.get(Validation.INSTANCE_NAME)))
                .map(it -> it.failure == null ? "" : it.failure)
                .collect(Collectors.joining()));
  }

  long counter(String kind, String name, String counter) {
    return status(kind, name)
        .map(status -> status.counters().get(counter))
        .orElseThrow(() -> new AssertionError("no " + counter + " of " + kind + " " + name));
  }

  HandlerReport handlers() {
    return with(HandlerRegistry.class, HandlerRegistry::report);
  }

  /** The handler of a component, by the component's name. */
  Optional<HandlerReport.Entry> handler(String name) {
    return handlers().handlers().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  void awaitHandler(String name, HandlerReport.State state) {
    eventually(
        () -> name + " is not " + state + " in " + handlers(),
        () -> handler(name).filter(entry -> entry.state() == state).isPresent());
  }

  long unhandled(int protocol) {
    return handlers().unhandled().getOrDefault(protocol, 0L);
  }

  private List<Status> statuses() {
    return sources().stream().map(this::statusOf).flatMap(Optional::stream).toList();
  }

  private Collection<ServiceReference<StatusSource>> sources() {
    try {
      return context.getServiceReferences(StatusSource.class, null);
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<Status> statusOf(ServiceReference<StatusSource> reference) {
    StatusSource source = context.getService(reference);
    try {
      return Optional.ofNullable(source).map(StatusSource::describe);
    } finally {
      context.ungetService(reference);
    }
  }

  // ---- services and bundles

  /** Registers a service of the test, as a bundle of an integrator would. */
  <S> ServiceRegistration<S> register(Class<S> type, S service, Map<String, Object> properties) {
    Dictionary<String, Object> dictionary = new Hashtable<>(properties);
    ServiceRegistration<S> registration = context.registerService(type, service, dictionary);
    undo.push(registration::unregister);
    return registration;
  }

  /** As the button of a page does. */
  void restart(String kind, String name) {
    for (ServiceReference<StatusSource> reference : sources()) {
      StatusSource source = context.getService(reference);
      try {
        if (source instanceof Restartable restartable
            && source.describe().kind().equals(kind)
            && source.describe().name().equals(name)) {
          restartable.restart("asked by a test");
          return;
        }
      } finally {
        context.ungetService(reference);
      }
    }
    throw new AssertionError("no " + kind + " " + name + " that can be restarted");
  }

  /** Uses a service. */
  <S, R> R with(Class<S> type, Function<S, R> use) {
    eventually("a service " + type.getName(), () -> isThere(type));
    ServiceReference<S> reference = context.getServiceReference(type);
    try {
      return use.apply(context.getService(reference));
    } finally {
      context.ungetService(reference);
    }
  }

  /** The bundles under test by symbolic name, fragments left out. */
  Map<String, Bundle> bundles() {
    Map<String, Bundle> bundles = new LinkedHashMap<>();
    for (Bundle bundle : context.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name != null
          && name.startsWith(METERWAY)
          && !name.startsWith(METERWAY + "itests")
          && bundle.getHeaders().get("Fragment-Host") == null) {
        bundles.put(name, bundle);
      }
    }
    return bundles;
  }

  private boolean isThere(Class<?> type) {
    return context.getServiceReference(type) != null;
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
    for (String kind :
        List.of(
            "link",
            "port",
            "headend",
            "dlms",
            "dlms-push",
            "modem",
            "sms",
            "network",
            "recovery",
            "led")) {
      eventually(
          () -> "left over: " + statuses(),
          () -> statuses().stream().noneMatch(status -> status.kind().equals(kind)));
    }
  }
}
