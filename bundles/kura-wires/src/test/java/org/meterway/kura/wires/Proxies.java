/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Stand-ins for interfaces of which a test needs a few methods only. */
final class Proxies {
  private Proxies() {}

  static <T> T of(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A configuration as Declarative Services makes it: defaults, and what a user has set. */
  static <T> T config(Class<T> type, Map<String, Object> values) {
    return of(
        type,
        (proxy, method, arguments) ->
            values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
