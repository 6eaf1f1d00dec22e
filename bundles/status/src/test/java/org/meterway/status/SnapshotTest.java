/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.status.Health;

class SnapshotTest {
  private final Overview overview =
      new Overview("gw<1>", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final FakePart port = new FakePart("port", "meter1");

  @Test
  void anEmptyGatewayIsWell() {
    assertEquals(
        "{\"version\":1,\"host\":\"gw\\u003c1>\",\"time\":\"1970-01-01T00:00:00Z\","
            + "\"health\":\"OK\",\"sources\":[],\"handlers\":{}}",
        overview.snapshot().json());
  }

  @Test
  void everyPartIsToldInOrder() {
    overview.addSource(port);
    overview.addSource(() -> new FakePart("headend", "hes").describe());
    port.count = 7;
    port.reason = "a \"reason\"";

    Snapshot snapshot = overview.snapshot();

    assertEquals(Health.WARNING, snapshot.health());
    assertEquals(
        List.of("headend/hes", "port/meter1"),
        snapshot.sources().stream().map(Source::id).toList());
    assertTrue(
        snapshot
            .json()
            .contains(
                "{\"kind\":\"port\",\"name\":\"meter1\",\"state\":\"OPEN\","
                    + "\"health\":\"WARNING\",\"reason\":\"a \\\"reason\\\"\","
                    + "\"since\":\"1970-01-01T00:00:00Z\",\"restartable\":true,"
                    + "\"counters\":{\"bytes.in\":7},\"facts\":{\"a\":\"b\"}}"),
        snapshot.json());
    assertTrue(snapshot.json().contains("\"restartable\":false"));
  }

  @Test
  void aPartThatCannotTellHidesNoOther() {
    overview.addSource(port);
    overview.addSource(
        () -> {
          throw new IllegalStateException("broken");
        });

    Snapshot snapshot = overview.snapshot();

    assertEquals(2, snapshot.sources().size());
    assertEquals(Health.CRITICAL, snapshot.health());
    assertTrue(snapshot.json().contains("cannot tell its state"));
  }

  @Test
  void onlyWhatIsOtherIsAChange() {
    FakePart other = new FakePart("headend", "hes");
    overview.addSource(port);
    overview.addSource(other);
    Snapshot before = overview.snapshot();
    assertTrue(overview.snapshot().sameAs(before));

    port.count = 1;
    overview.removeSource(other);
    Snapshot after = overview.snapshot();

    assertFalse(after.sameAs(before));
    String changes = after.changesSince(before);
    assertTrue(changes.contains("\"bytes.in\":1"), changes);
    assertTrue(changes.endsWith("\"gone\":[\"headend/hes\"]}"), changes);
    assertFalse(changes.contains("\"handlers\""), changes);
  }

  @Test
  void handlersAreToldWithTheirReason() {
    HandlerReport.Entry shadowed =
        new HandlerReport.Entry(
            "Mine",
            "bundle 1",
            3,
            -5,
            List.of(0x2300),
            List.of("meter1"),
            HandlerReport.State.SHADOWED,
            "another ranks higher",
            1,
            2);
    Snapshot snapshot =
        new Snapshot(
            "",
            Instant.EPOCH,
            List.of(),
            java.util.Optional.of(new HandlerReport(List.of(shadowed), Map.of(0x2400, 9L))));

    assertTrue(
        snapshot
            .json()
            .contains(
                "{\"name\":\"Mine\",\"bundle\":\"bundle 1\",\"state\":\"SHADOWED\","
                    + "\"reason\":\"another ranks higher\",\"ranking\":-5,"
                    + "\"protocols\":[\"0x2300\"],\"links\":[\"meter1\"],\"handled\":1,\"failed\":2}"
                    + "],\"unhandled\":{\"0x2400\":9}"),
        snapshot.json());
  }
}
