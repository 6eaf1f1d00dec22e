/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A framework that holds the services that are registered. */
final class FakeFramework {
  private final List<Object> services = new CopyOnWriteArrayList<>();

  BundleContext context() {
    return proxy(
        BundleContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "registerService" -> register(arguments[1]);
              case "getServiceReferences" -> references();
              case "getService" -> ((Held) arguments[0]).object();
              case "ungetService" -> true;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  /** A reference that holds its service. */
  private interface Held extends ServiceReference<Object> {
    Object object();
  }

  void add(Object service) {
    services.add(service);
  }

  <S> List<S> services(Class<S> type) {
    return services.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<Held> references() {
    List<Held> references = new ArrayList<>();
    for (Object service : services(StatusSource.class)) {
      references.add(proxy(Held.class, (proxy, method, none) -> service));
    }
    return references;
  }

  private ServiceRegistration<?> register(Object service) {
    services.add(service);
    return proxy(
        ServiceRegistration.class,
        (proxy, method, none) -> {
          services.remove(service);
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
