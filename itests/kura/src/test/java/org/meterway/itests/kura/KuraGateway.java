/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Wire;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Meterway in Kura: configured with the calls that Kura makes, and watched without any of its
 * classes. A test that was wired to Meterway's API would be refreshed, in the middle of its run,
 * with the package that it updates.
 */
final class KuraGateway {
  private static final String METERWAY = "org.meterway.";
  private static final String TESTS = METERWAY + "itests";
  private static final String KURA = METERWAY + "kura-signatures";
  private static final String INSTANCE_NAME = "kura.service.pid";
  private static final String STORE = "org.meterway.store.PayloadStore";
  private static final List<String> SINGLETONS =
      List.of(
          STORE,
          "org.meterway.registry.HandlerRegistry",
          "org.meterway.handlers.Transparent",
          "org.meterway.handlers.Parameters",
          "org.meterway.kura.services.NetworkParameters",
          "org.meterway.kura.services.LinkWatchdog");

  /** The status of the store when what it accepts is on disk. */
  static final String STORE_IS_DURABLE = "store " + STORE + " DURABLE";

  private final BundleContext context;

  KuraGateway(BundleContext context) {
    this.context = context;
  }

  // ---- configuration

  /** Kura gives each singleton that it finds the defaults of its metatype. */
  void seedSingletons() {
    SINGLETONS.forEach(this::seed);
  }

  void seed(String pid) {
    update(pid, Map.of(INSTANCE_NAME, pid));
  }

  /** What a user does in the web interface. In Kura all instances have different names. */
  void createFlow(Meter meter, Wire wire, HeadEndServer server) {
    create(
        "org.meterway.tcp.TcpHeadEnd",
        "hes",
        Map.of("host", "127.0.0.1", "port", server.port(), "reconnectMinMs", 100));
    createFlow(meter, wire, "hes");
  }

  /** The same with a head end that is there. */
  void createFlow(Meter meter, Wire wire, String headEnd) {
    create(
        "org.meterway.serial.SerialPort",
        "meter1",
        Map.of("device", meter.device().toString(), "reopenDelayMs", 100));
    create(
        "org.meterway.link.MeterLink",
        "meter1-link",
        Map.of(
            "MeterPort.target",
            "(kura.service.pid=meter1)",
            "HeadEnd.target",
            "(kura.service.pid=" + headEnd + ")",
            "framing",
            wire.framing()));
  }

  /** The button "+" of Kura's web interface. */
  void create(String factoryPid, String name, Map<String, Object> properties) {
    Map<String, Object> named = new HashMap<>(properties);
    named.put(INSTANCE_NAME, name);
    try {
      update(admin().createFactoryConfiguration(factoryPid, null).getPid(), named);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private void update(String pid, Map<String, Object> properties) {
    try {
      admin().getConfiguration(pid, "?").update(new Hashtable<>(properties));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** The PIDs of all configurations, those of instances by their factories' PIDs. */
  List<String> configurations() {
    try {
      Configuration[] all = admin().listConfigurations(null);
      return all == null
          ? List.of()
          : Arrays.stream(all)
              .map(it -> it.getFactoryPid() == null ? it.getPid() : it.getFactoryPid())
              .sorted()
              .toList();
    } catch (IOException | InvalidSyntaxException failed) {
      throw new AssertionError(failed);
    }
  }

  void deleteConfigurations() {
    try {
      Configuration[] all = admin().listConfigurations(null);
      if (all != null) {
        for (Configuration configuration : all) {
          configuration.delete();
        }
      }
    } catch (IOException | InvalidSyntaxException failed) {
      throw new AssertionError(failed);
    }
  }

  private ConfigurationAdmin admin() {
    return context.getService(context.getServiceReference(ConfigurationAdmin.class));
  }

  // ---- what is there

  void awaitLinkUp() {
    awaitStatus("link meter1-link UP");
  }

  /** Kind, name and state of a part. */
  void awaitStatus(String status) {
    eventually(
        () -> "there is no " + status + ": " + statuses(), () -> statuses().contains(status));
  }

  /**
   * A fact of a part.
   *
   * @param part its kind and name
   * @param fact name and value, with an equals sign between them
   */
  void awaitFact(String part, String fact) {
    eventually(
        () -> part + " does not say " + fact + ": " + facts(part),
        () -> facts(part).contains(fact));
  }

  /** The configurations are deleted, and the store has ended. */
  void awaitStoreClosed() {
    eventually(
        "the end of the store", () -> references("org.meterway.api.store.PayloadStore").isEmpty());
  }

  /** Meterway's bundles, and jSerialComm. */
  List<Bundle> bundles() {
    return Arrays.stream(context.getBundles()).filter(KuraGateway::isOfThePackage).toList();
  }

  /** The interfaces of all services of Meterway. */
  List<String> services() {
    try {
      ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
      return Arrays.stream(all)
          .filter(it -> it.getBundle() != null && isOfThePackage(it.getBundle()))
          .flatMap(it -> Arrays.stream((String[]) it.getProperty(Constants.OBJECTCLASS)))
          .toList();
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static boolean isOfThePackage(Bundle bundle) {
    String name = String.valueOf(bundle.getSymbolicName());
    return name.equals("com.fazecast.jSerialComm")
        || name.startsWith(METERWAY) && !name.startsWith(TESTS) && !name.equals(KURA);
  }

  /** What every part of the gateway says of itself: kind, name and state. */
  private List<String> statuses() {
    return parts().stream()
        .map(
            status -> String.join(" ", status.get("kind"), status.get("name"), status.get("state")))
        .toList();
  }

  private List<String> facts(String part) {
    return parts().stream()
        .filter(status -> part.equals(status.get("kind") + " " + status.get("name")))
        .flatMap(status -> status.entrySet().stream().map(Map.Entry::toString))
        .toList();
  }

  private List<Map<String, String>> parts() {
    List<Map<String, String>> parts = new ArrayList<>();
    for (ServiceReference<?> reference : references("org.meterway.api.status.StatusSource")) {
      Object source = context.getService(reference);
      try {
        if (source != null) {
          parts.add(part(source));
        }
      } catch (ReflectiveOperationException gone) {
        parts.add(Map.of("kind", gone.toString(), "name", "", "state", ""));
      } finally {
        context.ungetService(reference);
      }
    }
    return parts;
  }

  /** The facts of a part, and its kind, name and state as if they were facts. */
  private static Map<String, String> part(Object source) throws ReflectiveOperationException {
    Object status =
        source
            .getClass()
            .getClassLoader()
            .loadClass("org.meterway.api.status.StatusSource")
            .getMethod("describe")
            .invoke(source);
    Map<String, String> part = new HashMap<>();
    Map<?, ?> facts = (Map<?, ?>) status.getClass().getMethod("facts").invoke(status);
    facts.forEach((name, value) -> part.put((String) name, (String) value));
    for (String component : List.of("kind", "name", "state")) {
      part.put(component, (String) status.getClass().getMethod(component).invoke(status));
    }
    return part;
  }

  private Collection<ServiceReference<?>> references(String type) {
    try {
      ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
      return references == null ? List.of() : List.of(references);
    } catch (InvalidSyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
