/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Configurations as SCR hands them over: the annotation's defaults, and what a test sets. */
final class TestSettings {
  private final Map<String, Object> values = new HashMap<>();

  private TestSettings() {}

  /** For a head end at this port of the loopback; reconnects fast. */
  static TestSettings at(int port) {
    return new TestSettings()
        .with("host", "127.0.0.1")
        .with("port", port)
        .with("reconnectMinMs", 10)
        .with("reconnectMaxMs", 10);
  }

  /** The real world but for its chances, its time and its names. */
  static Environment environment(LongSupplier nanoTime, Resolver resolver, Duration grace) {
    return environment(
        nanoTime, resolver, grace, () -> new LinuxAcknowledgements(Path.of("/proc/net")));
  }

  static Environment environment(
      LongSupplier nanoTime,
      Resolver resolver,
      Duration grace,
      Supplier<Acknowledgements> acknowledgements) {
    return new Environment(nanoTime, () -> 0.5, resolver, Transport.PLAIN, acknowledgements, grace);
  }

  TestSettings with(String property, Object value) {
    values.put(property, value);
    return this;
  }

  TcpHeadEndConfig config() {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getReturnType() == Class.class && method.getName().equals("annotationType")
                ? TcpHeadEndConfig.class
                : values.getOrDefault(method.getName(), method.getDefaultValue());
    Class<? extends Annotation> type = TcpHeadEndConfig.class;
    return (TcpHeadEndConfig)
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  HeadEndSettings settings() {
    return HeadEndSettings.of(config(), null);
  }
}
