/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations in memory. */
final class StoredConfigurations {
  /** What is stored, by PID. */
  final Map<String, Map<String, Object>> stored = new TreeMap<>();

  /** PIDs for which storing fails. */
  final Set<String> failing = new TreeSet<>();

  ConfigurationAdmin admin() {
    return proxy(
        ConfigurationAdmin.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "listConfigurations" -> list((String) arguments[0]);
              case "getConfiguration" -> configuration((String) arguments[0]);
              case "getFactoryConfiguration" -> configuration(arguments[0] + "~" + arguments[1]);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private Configuration[] list(String filter) {
    Configuration[] found =
        stored.keySet().stream()
            .filter(pid -> matches(filter, pid))
            .map(this::configuration)
            .toArray(Configuration[]::new);
    return found.length == 0 ? null : found;
  }

  private static boolean matches(String filter, String pid) {
    try {
      return FrameworkUtil.createFilter(filter).match(new Hashtable<>(Map.of("service.pid", pid)));
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Configuration configuration(String pid) {
    return proxy(
        Configuration.class,
        (proxy, method, arguments) -> {
          if (failing.contains(pid)) {
            throw new IOException("No space left on device");
          }
          return change(pid, method, arguments);
        });
  }

  private Object change(String pid, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "delete":
        stored.remove(pid);
        return null;
      case "update", "updateIfDifferent":
        stored.put(pid, map((Dictionary<?, ?>) arguments[0]));
        return method.getReturnType() == boolean.class ? true : null;
      default:
        throw new UnsupportedOperationException(method.getName());
    }
  }

  private static Map<String, Object> map(Dictionary<?, ?> properties) {
    Map<String, Object> map = new HashMap<>();
    for (Object key : Collections.list(properties.keys())) {
      map.put((String) key, properties.get(key));
    }
    return map;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
