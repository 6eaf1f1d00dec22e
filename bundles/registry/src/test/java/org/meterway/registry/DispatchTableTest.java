/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.registry.Fixtures.OTHER_PROTOCOL;
import static org.meterway.registry.Fixtures.PROTOCOL;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.HandlerReport.State;
import org.meterway.api.status.RateLimit;

class DispatchTableTest {
  @Test
  void givenAHandlerThatNamesTheLinkThenItGoesBeforeAHigherRankingForAll() {
    DispatchTable table = table(binding(1, 100), binding(2, 0, "meter1"));

    assertEquals(2, chosen(table, "meter1"));
    assertEquals(1, chosen(table, "meter2"));
  }

  @Test
  void givenEqualSpecificityThenTheHigherRankingGoesFirst() {
    DispatchTable table = table(binding(1, 0), binding(2, 10), binding(3, 5));

    assertEquals(2, chosen(table, "meter1"));
  }

  @Test
  void givenEqualRankingThenTheLowerServiceIdGoesFirst() {
    DispatchTable table = table(binding(9, 5, "meter1"), binding(4, 5, "meter1", "meter2"));

    assertEquals(4, chosen(table, "meter1"));
  }

  @Test
  void givenNobodyThenNobodyIsFound() {
    DispatchTable table = table(binding(1, 0, "meter1"));

    assertNull(table.find(PROTOCOL, "meter2"));
    assertNull(table.find(OTHER_PROTOCOL, "meter1"));
  }

  @Test
  void givenADepartureThenOnlyWhatItHandledIsAwaited() {
    DispatchTable table =
        new DispatchTable(List.of(), Departure.of(binding(1, 0, "meter1").properties(), 0, true));

    assertTrue(table.isAwaited(PROTOCOL, "meter1", null));
    assertFalse(table.isAwaited(PROTOCOL, "meter2", null));
    assertFalse(table.isAwaited(OTHER_PROTOCOL, "meter1", null));
  }

  @Test
  void givenADepartureThenItIsAwaitedBeforeHandlersThatRankBehindIt() {
    DispatchTable table =
        new DispatchTable(List.of(), Departure.of(binding(1, 10).properties(), 0, true));

    assertTrue(table.isAwaited(PROTOCOL, "meter1", binding(2, 9)));
    assertFalse(table.isAwaited(PROTOCOL, "meter1", binding(2, 10)));
    assertFalse(table.isAwaited(PROTOCOL, "meter1", binding(2, 0, "meter1")));
  }

  @Test
  void givenARegistryThatHasJustStartedThenAHandlerThatIsThereIsCalled() {
    DispatchTable table = new DispatchTable(List.of(), List.of(new StartUp(0)));

    assertTrue(table.isAwaited(PROTOCOL, "meter1", null));
    assertFalse(table.isAwaited(PROTOCOL, "meter1", binding(1, 0)));
  }

  @Test
  void givenASuccessorForSomeLinksThenTheOthersAreStillAwaited() {
    Departure departure = departure(binding(1, 5, "a", "b"));

    Awaited left = departure.beside(List.of(binding(2, 5, "b", "c"))).orElseThrow();

    assertTrue(left.concerns(PROTOCOL, "a"));
    assertFalse(left.concerns(PROTOCOL, "b"));
    assertTrue(left.beside(List.of(binding(3, 7, "a"))).isEmpty());
  }

  @Test
  void givenHandlersThatRankBehindOrServeOnlySomeLinksThenADepartureForAllIsStillAwaited() {
    Departure departure = departure(binding(1, 5));

    assertTrue(departure.beside(List.of(binding(2, 4), binding(3, 5, "a"))).isPresent());
    assertTrue(departure.beside(List.of(binding(4, 5))).isEmpty());
  }

  @Test
  void givenALowerRankingThenTheReportSaysWhoShadowsIt() {
    HandlerReport.Entry entry = entry(1, binding(1, 0), binding(2, 10));

    assertEquals(State.SHADOWED, entry.state());
    assertEquals("0x2100 is handled by handler2 (service 2, ranking 10)", entry.reason());
  }

  @Test
  void givenAllItsLinksServedByOthersThenAHandlerIsShadowedByEachOfThem() {
    HandlerReport.Entry entry =
        entry(1, binding(1, 0, "a", "b"), binding(2, 10, "a"), binding(3, 20, "b"));

    assertEquals(State.SHADOWED, entry.state());
    assertTrue(entry.reason().contains("handler2"), entry::reason);
    assertTrue(entry.reason().contains("handler3"), entry::reason);
  }

  @Test
  void givenOneLinkLeftThenAHandlerIsBound() {
    HandlerReport.Entry entry = entry(1, binding(1, 0, "a", "b"), binding(2, 10, "a"));

    assertEquals(State.BOUND, entry.state());
    assertEquals("", entry.reason());
  }

  @Test
  void givenAHandlerForAllBesideSpecificOnesThenItIsBound() {
    assertEquals(State.BOUND, entry(1, binding(1, 0), binding(2, 10, "a")).state());
  }

  @Test
  void givenASpecificHandlerThenNoHandlerForAllShadowsIt() {
    assertEquals(State.BOUND, entry(1, binding(1, 0, "a"), binding(2, 10)).state());
  }

  @Test
  void givenARejectedHandlerThenItIsReportedAndNeverFound() {
    HandlerBinding rejected =
        new HandlerBinding(
            Fixtures.blocking(1, PROTOCOL).rejected("no reason"), binding(1, 0).handler());

    assertEquals(State.REJECTED, entry(1, rejected).state());
    assertEquals("no reason", entry(1, rejected).reason());
    assertNull(table(rejected).find(PROTOCOL, "meter1"));
  }

  private static HandlerBinding binding(long serviceId, int ranking, String... links) {
    RateLimit log = new RateLimit(Duration.ofSeconds(1), new FakeTiming()::nanos);
    return new HandlerBinding(
        Fixtures.properties(serviceId, ranking, false, Set.of(links), PROTOCOL),
        new TrackedHandler(Fixtures.access((message, context) -> {}), log));
  }

  private static Departure departure(HandlerBinding gone) {
    return Departure.of(gone.properties(), 0, true).get(0);
  }

  private static DispatchTable table(HandlerBinding... bindings) {
    return new DispatchTable(List.of(bindings), List.of());
  }

  private static long chosen(DispatchTable table, String link) {
    return table.find(PROTOCOL, link).properties().serviceId();
  }

  private static HandlerReport.Entry entry(long serviceId, HandlerBinding... bindings) {
    return Standings.of(table(bindings), List.of(bindings)).stream()
        .filter(entry -> entry.serviceId() == serviceId)
        .findFirst()
        .orElseThrow();
  }
}
