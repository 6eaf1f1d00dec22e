/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A framework that holds the services that are registered. */
final class FakeFramework {
  /** A service, as long as it is registered. */
  record Service(Class<?> type, Object object, Dictionary<?, ?> properties) {}

  private final List<Service> services = new CopyOnWriteArrayList<>();
  private final Path data;

  /**
   * @param data the gateway's folder
   */
  FakeFramework(Path data) {
    this.data = data;
  }

  BundleContext context() {
    return proxy(
        BundleContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "registerService" -> register(arguments);
              case "getProperty" ->
                  arguments[0].equals("org.meterway.data") ? data.toString() : null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  <S> Optional<S> service(Class<S> type) {
    return services.stream()
        .filter(service -> service.type == type)
        .findFirst()
        .map(service -> type.cast(service.object));
  }

  Optional<Object> property(Class<?> type, String name) {
    return services.stream()
        .filter(service -> service.type == type)
        .findFirst()
        .map(service -> service.properties.get(name));
  }

  List<Service> services() {
    return services;
  }

  private ServiceRegistration<?> register(Object[] arguments) {
    Service service =
        new Service((Class<?>) arguments[0], arguments[1], (Dictionary<?, ?>) arguments[2]);
    services.add(service);
    return proxy(
        ServiceRegistration.class,
        (proxy, method, none) -> {
          if (!method.getName().equals("unregister")) {
            throw new UnsupportedOperationException(method.getName());
          }
          if (!services.remove(service)) {
            throw new IllegalStateException("unregistered before");
          }
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
