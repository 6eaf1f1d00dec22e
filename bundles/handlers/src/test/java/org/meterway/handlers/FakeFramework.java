/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Notes how one service is registered, changed and unregistered. */
final class FakeFramework {
  final List<String> events = new ArrayList<>();
  Dictionary<?, ?> properties;

  BundleContext context() {
    return proxy(
        BundleContext.class,
        (proxy, method, arguments) -> {
          expect(method.getName(), "registerService");
          events.add("register");
          properties = (Dictionary<?, ?>) arguments[2];
          return registration();
        });
  }

  private ServiceRegistration<?> registration() {
    return proxy(
        ServiceRegistration.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("setProperties")) {
            events.add("change");
            properties = (Dictionary<?, ?>) arguments[0];
          } else {
            expect(method.getName(), "unregister");
            events.add("unregister");
          }
          return null;
        });
  }

  private static void expect(String actual, String expected) {
    if (!actual.equals(expected)) {
      throw new UnsupportedOperationException(actual);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
