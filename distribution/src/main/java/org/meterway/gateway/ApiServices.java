/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Hashtable;
import java.util.Map;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Services of the launcher whose types are those of the bundle {@code org.meterway.api}.
 *
 * <p>The launcher has that bundle's jar on its own class path, for its commands. Its types are
 * others than those that the bundles share; to share them, the framework itself would have to
 * export packages that belong together with others of the bundle. So the services are registered in
 * the bundle's name, as objects of its types.
 */
final class ApiServices {
  private static final String API = "org.meterway.api";

  private final StatusSource[] sources;
  private final PasswordDecoder passwords;

  ApiServices(PasswordDecoder passwords, StatusSource... sources) {
    this.passwords = passwords;
    this.sources = sources;
  }

  /** Registers them when the bundle starts, which is before those that use it. */
  void registerIn(BundleContext context) {
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STARTED
              && API.equals(event.getBundle().getSymbolicName())) {
            register(event.getBundle());
          }
        };
    context.addBundleListener(listener);
  }

  private void register(Bundle api) {
    register(
        api,
        PasswordDecoder.class,
        (proxy, method, values) -> passwords.decode((String) values[0]));
    for (StatusSource source : sources) {
      register(api, StatusSource.class, (proxy, method, values) -> in(api, source.describe()));
    }
  }

  private static void register(Bundle api, Class<?> type, InvocationHandler calls) {
    try {
      Class<?> theirs = api.loadClass(type.getName());
      Object service =
          Proxy.newProxyInstance(
              theirs.getClassLoader(),
              new Class<?>[] {theirs},
              (proxy, method, values) ->
                  switch (method.getName()) {
                    case "equals" -> proxy == values[0];
                    case "hashCode" -> System.identityHashCode(calls);
                    case "toString" -> type.getSimpleName() + " of the gateway";
                    default -> calls.invoke(proxy, method, values);
                  });
      api.getBundleContext().registerService(type.getName(), service, new Hashtable<>());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The bundle is another one", e);
    }
  }

  /** The same status as an object of the bundle's type. */
  private static Object in(Bundle api, Status status) throws ReflectiveOperationException {
    return api.loadClass(Status.class.getName())
        .getConstructor(
            String.class,
            String.class,
            String.class,
            String.class,
            Instant.class,
            Map.class,
            Map.class)
        .newInstance(
            status.kind(),
            status.name(),
            status.state(),
            status.reason(),
            status.since(),
            status.counters(),
            status.facts());
  }
}
