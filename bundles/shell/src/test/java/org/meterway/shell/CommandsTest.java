/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.StatusSource;

/** What operators read. */
class CommandsTest {
  private final FakeServices services = FakeServices.gateway();

  @Test
  void linksShowsEachWithWhatBelongsToIt() {
    String table = Typed.good(new LinksCommand(services));
    assertEquals("meter1 UP meter1 hes 0 s ago 12 3 2 7", Typed.row(table, "meter1"));
    assertEquals(
        "meter2 INTERRUPTED meter2 hes never 0 0 0 7 port meter2: no such device",
        Typed.row(table, "meter2"));
  }

  @Test
  void linksShowsOnlyTheNamedOnes() {
    String table = Typed.good(new LinksCommand(services), "meter2");
    assertFalse(table.contains("12"), table);
    assertEquals(2, table.lines().count(), table);
  }

  @Test
  void anUnknownLinkIsSaidWithTheKnownOnesAndTheNearest() {
    assertEquals(
        "unknown link \"metr1\": links are meter1, meter2; did you mean meter1?\n",
        Typed.wrong(new LinksCommand(services), "metr1"));
    assertEquals(
        "unknown link \"x\": there are no links\n",
        Typed.wrong(new LinksCommand(new FakeServices()), "x"));
  }

  @Test
  void linksAsJsonHasTheSameForMachines() {
    String json = Typed.good(new LinksCommand(services), "meter1", "--json");
    assertTrue(json.startsWith("[{\"link\":\"meter1\",\"state\":\"UP\",\"health\":\"OK\""), json);
    assertTrue(json.contains("\"framesIn\":12,\"framesOut\":3,\"faults\":2"), json);
    assertTrue(json.contains("\"queuedPayloads\":7"), json);
  }

  @Test
  void unknownOptionsAreRefused() {
    assertEquals(
        "unknown option \"--jsn\": options are --json; did you mean --json?\n",
        Typed.wrong(new LinksCommand(services), "--jsn"));
  }

  @Test
  void queueShowsHeadEndsAndStore() {
    String output = Typed.good(new QueueCommand(services));
    assertEquals("hes CONNECTED 7 700 5 1 on disk", Typed.row(output, "hes"));
    assertTrue(output.contains("Store: DURABLE\n  directory: /data/store\n"), output);
    assertTrue(
        Typed.good(new QueueCommand(services), "--json").contains("\"queuedPayloads\":7"), output);
  }

  @Test
  void handlersShowsBoundShadowedRejectedAndUnhandled() {
    services.with(HandlerRegistry.class, new FixedRegistry());
    String output = Typed.good(new HandlersCommand(services));
    assertEquals("mine BOUND 0x2100 all 1 5 0 b 1.0", Typed.row(output, "mine"));
    assertEquals(
        "other REJECTED 0x2300,0x2301 meter1 0 0 2 b 1.0 no protocol id",
        Typed.row(output, "other"));
    assertTrue(output.endsWith("Nobody handled 0x2400: 9 messages\n"), output);
    String json = Typed.good(new HandlersCommand(services), "--json");
    assertTrue(json.endsWith("\"unhandled\":{\"0x2400\":9}}\n"), json);
  }

  @Test
  void withoutARegistryThatIsSaid() {
    assertEquals(1, Typed.at(new HandlersCommand(services)).status());
  }

  @Test
  void statisticsPutsCountersInWordsWithWhatToLookAt() {
    String output = Typed.good(new StatisticsCommand(services), "link", "meter1", "--nonzero");
    assertTrue(output.startsWith("link meter1: UP\n"), output);
    assertEquals(
        "faults: fcs mismatch 2 frame check wrong: check baud rate, parity and wiring",
        Typed.row(output, "faults: fcs"));
    assertEquals(
        "unknown kind \"lnk\": kinds are link, port, headend, store; did you mean link?\n",
        Typed.wrong(new StatisticsCommand(services), "lnk"));
  }

  @Test
  void statusShowsEachPartAndHealthTheUnwellOnes() {
    String status = Typed.good(new StatusCommand(services, "1.2.3"));
    assertTrue(status.startsWith("Meterway 1.2.3, up "), status);
    assertTrue(status.lines().findFirst().orElseThrow().endsWith("health WARNING"), status);
    assertEquals("headend hes CONNECTED 0 s OK", Typed.row(status, "headend"));
    Typed health = Typed.at(new HealthCommand(services));
    assertEquals(1, health.status());
    assertTrue(health.output().startsWith("WARNING\n"), health.output());
    assertEquals(3, health.output().lines().count(), health.output());
    assertEquals("OK\n", Typed.good(new HealthCommand(new FakeServices())));
  }

  @Test
  void reconnectAndRestartReachExactlyTheNamedPart() {
    FakeServices.RestartablePart headEnd = new FakeServices.RestartablePart("headend", "hes");
    FakeServices.RestartablePart port = new FakeServices.RestartablePart("port", "hes");
    services.with(Restartable.class, headEnd).with(Restartable.class, port);
    services.with(StatusSource.class, headEnd);
    assertTrue(Typed.good(new ReconnectCommand(services), "hes").startsWith("The head end hes"));
    assertEquals(1, headEnd.asked.size());
    assertEquals(0, port.asked.size());
    Typed.good(new RestartCommand(services), "port", "hes");
    assertEquals(1, port.asked.size());
    assertEquals(
        "unknown head end \"hs\": head ends are hes; did you mean hes?\n",
        Typed.wrong(new ReconnectCommand(services), "hs"));
    assertEquals(
        "restart needs a kind and a name; kinds are headend, port\n",
        Typed.wrong(new RestartCommand(services), "port"));
  }

  @Test
  void candidatesAreNamesOptionsAndWhatFits() {
    assertEquals(List.of("meter1", "meter2"), new LinksCommand(services).complete(List.of("me")));
    assertEquals(List.of("meter2"), new LinksCommand(services).complete(List.of("meter1", "")));
    assertEquals(List.of("--json", "--help"), new LinksCommand(services).complete(List.of("--")));
    assertEquals(List.of("meter1"), new StatisticsCommand(services).complete(List.of("port", "")));
    assertEquals(List.of(), new StatisticsCommand(services).complete(List.of("port", "x", "")));
    assertEquals(
        List.of("on", "off"),
        new TraceCommand(services, (listener, links) -> () -> {}).complete(List.of("o")));
    assertEquals(
        List.of(),
        new TraceCommand(services, (listener, links) -> () -> {})
            .complete(List.of("on", "--seconds", "")));
  }

  /** Knows two handlers. */
  private static final class FixedRegistry implements HandlerRegistry {
    @Override
    public MessageLane open(MessageContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public HandlerReport report() {
      return new HandlerReport(
          List.of(
              new HandlerReport.Entry(
                  "mine",
                  "b 1.0",
                  1,
                  1,
                  List.of(0x2100),
                  List.of(),
                  HandlerReport.State.BOUND,
                  "",
                  5,
                  0),
              new HandlerReport.Entry(
                  "other",
                  "b 1.0",
                  2,
                  0,
                  List.of(0x2300, 0x2301),
                  List.of("meter1"),
                  HandlerReport.State.REJECTED,
                  "no protocol id",
                  0,
                  2)),
          Map.of(0x2400, 9L));
    }
  }
}
