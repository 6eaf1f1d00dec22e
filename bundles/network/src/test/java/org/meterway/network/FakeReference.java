/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** References to services that are in no framework. */
final class FakeReference {
  private FakeReference() {}

  @SuppressWarnings("unchecked")
  static <S> ServiceReference<S> with(Map<String, Object> properties) {
    return (ServiceReference<S>)
        Proxy.newProxyInstance(
            FakeReference.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" -> properties.get(arguments[0]);
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  case "compareTo" -> compare(proxy, arguments[0]);
                  case "toString" -> properties.toString();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static int compare(Object one, Object other) {
    int ranking = Integer.compare(ranking(one), ranking(other));
    return ranking != 0
        ? ranking
        : Integer.compare(System.identityHashCode(one), System.identityHashCode(other));
  }

  private static int ranking(Object reference) {
    Object ranking = ((ServiceReference<?>) reference).getProperty(Constants.SERVICE_RANKING);
    return ranking == null ? 0 : (Integer) ranking;
  }
}
