/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations with their defaults, but for some values. */
final class Annotations {
  private Annotations() {}

  static <T extends Annotation> T of(Class<T> type, Map<String, Object> changed) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                changed.getOrDefault(method.getName(), method.getDefaultValue())));
  }
}
