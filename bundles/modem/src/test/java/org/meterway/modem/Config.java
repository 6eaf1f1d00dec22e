/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as the component runtime makes them of properties. */
final class Config {
  private Config() {}

  static <A extends Annotation> A of(Class<A> type, Map<String, Object> properties) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, none) ->
                properties.getOrDefault(
                    method.getName().replace('_', '.'), method.getDefaultValue())));
  }
}
