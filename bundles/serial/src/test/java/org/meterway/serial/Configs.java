/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as Declarative Services makes them: defaults, and what a user has set. */
final class Configs {
  private Configs() {}

  static SerialPortConfig of(Map<String, Object> values) {
    return (SerialPortConfig)
        Proxy.newProxyInstance(
            SerialPortConfig.class.getClassLoader(),
            new Class<?>[] {SerialPortConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /** Quick to reopen, so that tests need not wait. */
  static SerialPortConfig quick(String device) {
    return of(Map.of("device", device, "reopenDelayMs", 10));
  }
}
