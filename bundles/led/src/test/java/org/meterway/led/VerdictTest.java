/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

class VerdictTest {
  private static final Status PORT = status("port", "meter1", "OPEN", Health.OK);
  private static final Status NO_PORT = status("port", "meter2", "FAILED", Health.WARNING);
  private static final Status HEAD_END = status("headend", "hes", "CONNECTED", Health.OK);
  private static final Status NO_HEAD_END = status("headend", "other", "WAITING", Health.WARNING);
  private static final Status OFFLINE = status("network", "n", "OFFLINE", Health.WARNING);
  private static final Status NO_SIM = status("modem", "m", "SIM_MISSING", Health.WARNING);
  private static final Status FULL = status("store", "s", "FULL", Health.WARNING);
  private static final Status STUCK = status("registry", "r", "ACTIVE", Health.CRITICAL);

  @Test
  void nothingIsKnownAtFirst() {
    assertEquals(new Verdict(Shown.STARTING, ""), Verdict.of(List.of()));
  }

  @Test
  void allIsWell() {
    assertEquals(new Verdict(Shown.WELL, ""), Verdict.of(List.of(PORT, HEAD_END)));
  }

  @Test
  void theWorstIsShown() {
    List<Status> all = List.of(PORT, NO_PORT, NO_HEAD_END, OFFLINE, NO_SIM, FULL);
    List<Shown> expected =
        List.of(Shown.WELL, Shown.PORT, Shown.HEAD_END, Shown.NETWORK, Shown.MODEM, Shown.CRITICAL);
    for (int i = 0; i < all.size(); i++) {
      List<Status> some = all.subList(0, i + 1);
      assertEquals(expected.get(i), Verdict.of(some).shown());
      List<Status> reversed = Stream.concat(Stream.of(all.get(i)), some.stream()).toList();
      assertEquals(expected.get(i), Verdict.of(reversed).shown());
    }
  }

  @Test
  void whateverIsCriticalIsShown() {
    assertEquals(
        new Verdict(Shown.CRITICAL, "registry r: ACTIVE"), Verdict.of(List.of(PORT, STUCK)));
  }

  @Test
  void otherWarningsAreNotForAnLed() {
    Status shadowed = status("registry", "r", "ACTIVE", Health.WARNING);
    Status rejected = status("port", "p", "OPEN", Health.WARNING);
    Status led = status("led", "l", "AWAY", Health.WARNING);
    assertEquals(Shown.WELL, Verdict.of(List.of(shadowed, rejected, led)).shown());
  }

  @Test
  void anLedAloneIsNothing() {
    assertEquals(
        Shown.STARTING, Verdict.of(List.of(status("led", "l", "WELL", Health.OK))).shown());
  }

  @Test
  void aLinkStandsForItsPortAndItsHeadEnd() {
    Status link =
        new Status(
            "link",
            "one",
            "INTERRUPTED",
            Health.WARNING,
            "",
            Instant.EPOCH,
            Map.of(),
            Map.of("port", "meter1", "head.end", "hes"));
    List<Status> all = List.of(PORT, NO_PORT, HEAD_END, NO_HEAD_END, OFFLINE, link);
    assertEquals(List.of(PORT, HEAD_END, link), watching("link:one").of(all));
    assertEquals(List.of(PORT, HEAD_END, OFFLINE, link), watching("link:one", "network").of(all));
    assertEquals(List.of(PORT, NO_PORT), watching("port").of(all));
    assertEquals(List.of(NO_HEAD_END), watching("headend: other").of(all));
    assertEquals(List.of(), watching("link:another").of(all));
    assertEquals(all, Watched.ALL.of(all));
  }

  private static Watched watching(String... entries) {
    return new Watched(
        Stream.of(entries).map(it -> Watched.Entry.parse(it).orElseThrow()).toList());
  }

  private static Status status(String kind, String name, String state, Health health) {
    return new Status(kind, name, state, health, "", Instant.EPOCH, Map.of(), Map.of());
  }
}
