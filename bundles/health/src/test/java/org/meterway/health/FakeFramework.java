/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** As much of a framework as the bundle asks for: its bundles, status sources and health checks. */
final class FakeFramework {
  private final List<Bundle> bundles = new ArrayList<>();
  private final Map<StatusSource, ServiceReference<?>> sources = new LinkedHashMap<>();
  private final List<ServiceListener> listeners = new ArrayList<>();

  /** The health checks that are registered, by name. */
  final Map<String, HealthCheck> checks = new LinkedHashMap<>();

  /** Their tags, by name. */
  final Map<String, List<String>> tags = new LinkedHashMap<>();

  BundleContext context() {
    return proxy(BundleContext.class, (self, method, values) -> answer(method.getName(), values));
  }

  FakeFramework bundle(String name, int state, boolean wanted) {
    bundles.add(
        proxy(
            Bundle.class,
            (self, method, values) ->
                switch (method.getName()) {
                  case "getState" -> state;
                  case "getSymbolicName" -> name;
                  case "adapt" -> proxy(BundleStartLevel.class, (level, asked, none) -> wanted);
                  default -> throw new UnsupportedOperationException(method.getName());
                }));
    return this;
  }

  FakeFramework add(StatusSource source) {
    ServiceReference<?> reference =
        proxy(
            ServiceReference.class,
            (self, method, values) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(source);
                  case "equals" -> self == values[0];
                  case "compareTo" -> 0;
                  default -> null;
                });
    sources.put(source, reference);
    listeners.forEach(
        listener -> listener.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, reference)));
    return this;
  }

  void remove(StatusSource source) {
    ServiceReference<?> reference = sources.get(source);
    listeners.forEach(
        listener ->
            listener.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, reference)));
    sources.remove(source);
  }

  private Object answer(String method, Object[] values) {
    return switch (method) {
      case "getBundles" -> bundles.toArray(Bundle[]::new);
      case "getProperty" -> "/";
      case "getServiceReferences" ->
          values[0] instanceof Class ? references() : references().toArray(ServiceReference[]::new);
      case "getService" -> service(values[0]);
      case "ungetService" -> true;
      case "addServiceListener" -> {
        listeners.add((ServiceListener) values[0]);
        yield null;
      }
      case "removeServiceListener" -> {
        listeners.remove(values[0]);
        yield null;
      }
      case "registerService" -> register((HealthCheck) values[1], (Dictionary<?, ?>) values[2]);
      case "createFilter" -> null;
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private List<ServiceReference<?>> references() {
    return List.copyOf(sources.values());
  }

  private Object service(Object reference) {
    return sources.entrySet().stream()
        .filter(source -> source.getValue() == reference)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private ServiceRegistration<?> register(HealthCheck check, Dictionary<?, ?> properties) {
    String name = (String) properties.get(HealthCheck.NAME);
    checks.put(name, check);
    tags.put(name, List.of((String[]) properties.get(HealthCheck.TAGS)));
    return proxy(
        ServiceRegistration.class,
        (self, method, values) -> {
          checks.remove(name);
          return null;
        });
  }

  @SafeVarargs
  static ServiceComponentRuntime runtime(
      Map.Entry<ComponentDescriptionDTO, Collection<ComponentConfigurationDTO>>... components) {
    Map<ComponentDescriptionDTO, Collection<ComponentConfigurationDTO>> all = new LinkedHashMap<>();
    for (Map.Entry<ComponentDescriptionDTO, Collection<ComponentConfigurationDTO>> component :
        components) {
      all.put(component.getKey(), component.getValue());
    }
    return proxy(
        ServiceComponentRuntime.class,
        (self, method, values) ->
            method.getName().equals("getComponentDescriptionDTOs")
                ? all.keySet()
                : all.get(values[0]));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(
        Proxy.newProxyInstance(FakeFramework.class.getClassLoader(), new Class<?>[] {type}, calls));
  }
}
