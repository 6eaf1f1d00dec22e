/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.meterway.api.status.Health;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;

/** Services that a test chooses. */
final class FakeServices implements Services {
  private final Map<Class<?>, List<Object>> services = new HashMap<>();

  <T> FakeServices with(Class<T> type, T service) {
    services.computeIfAbsent(type, any -> new ArrayList<>()).add(service);
    return this;
  }

  FakeServices with(Status status) {
    return with(StatusSource.class, () -> status);
  }

  /** Two links, one of which is interrupted, with what belongs to them. */
  static FakeServices gateway() {
    return new FakeServices()
        .with(
            part(
                "link",
                "meter1",
                "UP",
                "",
                Map.of("frames.in", 12L, "frames.out", 3L, "faults.fcs.mismatch", 2L),
                Map.of(
                    "port", "meter1", "head.end", "hes", "last.frame", Instant.now().toString())))
        .with(
            part(
                "link",
                "meter2",
                "INTERRUPTED",
                "port meter2: no such device",
                Map.of("frames.in", 0L, "frames.out", 0L),
                Map.of("port", "meter2", "head.end", "hes")))
        .with(part("port", "meter1", "OPEN", "", Map.of(), Map.of()))
        .with(
            part(
                "headend",
                "hes",
                "CONNECTED",
                "",
                Map.of("delivered.payloads", 5L, "dropped.oldest", 1L),
                Map.of("queued.payloads", "7", "queued.bytes", "700", "queue", "on disk")))
        .with(part("store", "store", "DURABLE", "", Map.of(), Map.of("directory", "/data/store")));
  }

  static Status part(
      String kind,
      String name,
      String state,
      String reason,
      Map<String, Long> counters,
      Map<String, String> facts) {
    Health health = reason.isEmpty() ? Health.OK : Health.WARNING;
    return new Status(kind, name, state, health, reason, Instant.now(), counters, facts);
  }

  /** A part that remembers who has asked it to begin anew. */
  static final class RestartablePart implements StatusSource, Restartable {
    private final Status status;
    final List<String> asked = new ArrayList<>();

    RestartablePart(String kind, String name) {
      this.status = part(kind, name, "OPEN", "", Map.of(), Map.of());
    }

    @Override
    public Status describe() {
      return status;
    }

    @Override
    public void restart(String why) {
      asked.add(why);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T, R> List<R> map(Class<T> type, Function<T, R> use) {
    List<R> results = new ArrayList<>();
    services.getOrDefault(type, List.of()).forEach(service -> results.add(use.apply((T) service)));
    return results;
  }
}
