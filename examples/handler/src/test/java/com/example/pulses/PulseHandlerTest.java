package com.example.pulses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;

class PulseHandlerTest {
  private final FakeContext context = new FakeContext("meter1");
  private final PulseHandler handler = new PulseHandler(new FakeConfig(1000, "kWh", true));

  @Test
  void aReportReachesTheHeadEndAndIsAcknowledged() {
    handler.handle(report("02 00001267"), context);

    assertEquals(List.of("meter1 channel 2: 4.711 kWh\n"), context.headEnd);
    assertEquals(List.of(response("02 00")), context.meter);
    assertCounted(1, 0, 0);
  }

  @Test
  void theMeterHearsThatTheHeadEndDidNotTakeItsReport() {
    context.answer = SendResult.QUEUE_FULL;

    handler.handle(report("02 00001267"), context);

    assertEquals(List.of(response("02 0c")), context.meter);
    assertCounted(0, 1, 0);
  }

  @Test
  void aReportOfTheWrongLengthIsCountedAndDropped() {
    handler.handle(report("02 001267"), context);

    assertEquals(List.of(), context.headEnd);
    assertEquals(List.of(), context.meter);
    assertCounted(0, 0, 1);
  }

  @Test
  void anotherCommandIsCountedAndDropped() {
    handler.handle(new Message.Other(PulseHandler.PROTOCOL, 0x01, new byte[5]), context);

    assertEquals(List.of(), context.headEnd);
    assertCounted(0, 0, 1);
  }

  @Test
  void theGreatestCountHasNoSign() {
    handler.handle(report("ff ffffffff"), context);

    assertEquals(List.of("meter1 channel 255: 4294967.295 kWh\n"), context.headEnd);
  }

  @Test
  void aConfigurationComesIntoForceWhileItRuns() {
    handler.configure(new FakeConfig(100, "m3", false));

    handler.handle(report("01 00000064"), context);

    assertEquals(List.of("meter1 channel 1: 1 m3\n"), context.headEnd);
    assertEquals(List.of(), context.meter);
  }

  @Test
  void aWrongConfigurationIsShownAndTheLastGoodOneStays() {
    handler.configure(new FakeConfig(0, " ", true));

    handler.handle(report("01 000003e8"), context);

    assertEquals(List.of("meter1 channel 1: 1 kWh\n"), context.headEnd);
    assertEquals("MISCONFIGURED", handler.describe().state());
    String reason = handler.describe().reason();
    assertTrue(reason.contains("pulsesPerUnit is \"0\", expected a whole number"), reason);
    assertTrue(reason.contains("unit is \" \", expected a unit such as kWh"), reason);
  }

  private void assertCounted(long forwarded, long refused, long malformed) {
    assertEquals(
        Map.of("forwarded", forwarded, "refused", refused, "malformed", malformed),
        handler.describe().counters());
  }

  private static Message report(String body) {
    return new Message.Other(PulseHandler.PROTOCOL, PulseHandler.REPORT, bytes(body));
  }

  private static Message response(String body) {
    return new Message.Other(PulseHandler.PROTOCOL, PulseHandler.REPORT_RESPONSE, bytes(body));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
