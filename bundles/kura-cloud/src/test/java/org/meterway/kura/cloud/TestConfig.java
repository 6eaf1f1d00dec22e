/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Configurations as SCR hands them over: the annotation's defaults, and what a test sets. */
final class TestConfig {
  private final Map<String, Object> values = new HashMap<>();

  private TestConfig() {}

  /** As a user leaves it who has chosen a publisher, a subscriber, and delivery to Kura. */
  static TestConfig chosen() {
    return new TestConfig()
        .with("CloudPublisher_target", "(kura.service.pid=publisher1)")
        .with("CloudSubscriber_target", "(kura.service.pid=subscriber1)")
        .with("delivery", "WRITTEN");
  }

  /** As Kura seeds it. */
  static TestConfig seeded() {
    return new TestConfig();
  }

  TestConfig with(String property, Object value) {
    values.put(property, value);
    return this;
  }

  CloudHeadEndConfig config() {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getReturnType() == Class.class && method.getName().equals("annotationType")
                ? CloudHeadEndConfig.class
                : values.getOrDefault(method.getName(), method.getDefaultValue());
    Class<? extends Annotation> type = CloudHeadEndConfig.class;
    return (CloudHeadEndConfig)
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }
}
