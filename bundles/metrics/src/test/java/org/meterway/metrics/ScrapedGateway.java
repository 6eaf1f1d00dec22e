/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResponse;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The resource among parts of a gateway that are not there, scraped without HTTP. */
final class ScrapedGateway {
  static final Instant SINCE = Instant.ofEpochMilli(1_700_000_000_500L);

  private final List<StatusSource> sources = new ArrayList<>();
  private final MetricsResource resource = new MetricsResource(fake(BundleContext.class, this));
  final Answer answer = new Answer();

  /** What was sent. */
  static final class Answer implements WebResponse {
    final Map<String, String> headers = new LinkedHashMap<>();
    int status;
    String contentType = "";
    String body = "";

    @Override
    public void header(String name, String value) {
      headers.put(name, value);
    }

    @Override
    public void send(int code, String type, byte[] bytes) {
      status = code;
      contentType = type;
      body = new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public EventStream events() {
      throw new UnsupportedOperationException();
    }
  }

  private record Request(String method, String accept) implements WebRequest {
    @Override
    public String path() {
      return "";
    }

    @Override
    public Optional<String> parameter(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
      return name.equals("Accept") && !accept.isEmpty() ? Optional.of(accept) : Optional.empty();
    }

    @Override
    public String user() {
      return "";
    }

    @Override
    public String body() {
      return "";
    }
  }

  ScrapedGateway with(StatusSource source) {
    sources.add(source);
    return this;
  }

  ScrapedGateway with(
      String kind, String name, Map<String, Long> counters, Map<String, String> facts) {
    return with(() -> new Status(kind, name, "UP", Health.OK, "", SINCE, counters, facts));
  }

  /** The text that a scrape with this Accept header gets. */
  String scrape(String accept) throws Exception {
    return ask("GET", accept);
  }

  String ask(String method, String accept) throws Exception {
    resource.handle(new Request(method, accept), answer);
    return answer.body;
  }

  /** The lines of one metric's samples. */
  List<String> samples(String name) throws Exception {
    return scrape("")
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .toList();
  }

  private Object answer(Class<?> type, String method, Object[] arguments) {
    return switch (method) {
      case "getBundle" -> fake(Bundle.class, this);
      case "getVersion" -> new Version(1, 2, 3);
      case "getServiceReferences" -> sources.stream().map(Reference::of).toList();
      case "getService" -> ((Reference) Proxy.getInvocationHandler(arguments[0])).source();
      case "ungetService" -> true;
      default -> throw new UnsupportedOperationException(type.getSimpleName() + "." + method);
    };
  }

  private record Reference(StatusSource source) implements InvocationHandler {
    static ServiceReference<?> of(StatusSource source) {
      return ScrapedGateway.proxy(ServiceReference.class, new Reference(source));
    }

    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
      return null;
    }
  }

  private static <T> T fake(Class<T> type, ScrapedGateway gateway) {
    return proxy(type, (self, method, values) -> gateway.answer(type, method.getName(), values));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(
        Proxy.newProxyInstance(
            ScrapedGateway.class.getClassLoader(), new Class<?>[] {type}, calls));
  }
}
