/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

class MetricsResourceTest {
  private static final String OPEN_METRICS =
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

  private final ScrapedGateway gateway = new ScrapedGateway();

  @Test
  void aCounterEndsInTotalAndNamesItsPart() throws Exception {
    gateway.with("link", "meter1", Map.of("frames.in", 42L), Map.of());
    assertEquals(
        List.of("meterway_link_frames_in_total{link=\"meter1\"} 42.0"),
        gateway.samples("meterway_link_frames_in_total"));
    assertTrue(gateway.answer.body.contains("# TYPE meterway_link_frames_in_total counter\n"));
  }

  @Test
  void millisecondsAreShownInSeconds() throws Exception {
    gateway.with("link", "meter1", Map.of("held.back.millis", 1500L), Map.of());
    assertEquals(
        List.of("meterway_link_held_back_seconds_total{link=\"meter1\"} 1.5"),
        gateway.samples("meterway_link_held_back_seconds_total"));
  }

  @Test
  void aGaugeOfMillisecondsIsShownInSecondsToo() throws Exception {
    gateway.with("store", "s", Map.of("longest.sync.ms", 250L), Map.of());
    assertEquals(
        List.of("meterway_store_longest_sync_seconds{store=\"s\"} 0.25"),
        gateway.samples("meterway_store_longest_sync_seconds"));
    assertTrue(gateway.answer.body.contains("# TYPE meterway_store_longest_sync_seconds gauge\n"));
  }

  @Test
  void faultsAreOneMetricByCause() throws Exception {
    Map<String, Long> faults = new LinkedHashMap<>();
    faults.put("faults.fcs.mismatch", 3L);
    faults.put("faults.noise", 1L);
    gateway.with("link", "meter1", faults, Map.of());
    assertEquals(
        List.of(
            "meterway_link_faults_total{cause=\"fcs_mismatch\",link=\"meter1\"} 3.0",
            "meterway_link_faults_total{cause=\"noise\",link=\"meter1\"} 1.0"),
        gateway.samples("meterway_link_faults_total"));
  }

  @Test
  void whatWaitsIsAGauge() throws Exception {
    gateway
        .with("link", "meter1", Map.of("waiting.messages", 7L), Map.of())
        .with("headend", "hes", Map.of(), Map.of("queued.payloads", "12", "queue", "on disk"));
    assertEquals(
        List.of("meterway_link_waiting_messages{link=\"meter1\"} 7.0"),
        gateway.samples("meterway_link_waiting_messages"));
    assertEquals(
        List.of("meterway_headend_queued_payloads{headend=\"hes\"} 12.0"),
        gateway.samples("meterway_headend_queued_payloads"));
    assertTrue(gateway.answer.body.contains("# TYPE meterway_headend_queued_payloads gauge\n"));
  }

  @Test
  void aFactThatIsNoNumberIsLeftOut() throws Exception {
    gateway.with("headend", "hes", Map.of(), Map.of("queued.payloads", "unknown"));
    assertEquals(List.of(), gateway.samples("meterway_headend_queued_payloads"));
  }

  @Test
  void aPointInTimeIsInSeconds() throws Exception {
    gateway.with("link", "meter1", Map.of(), Map.of("last.frame", "2026-01-01T00:00:00.250Z"));
    assertEquals(
        List.of("meterway_link_last_frame_timestamp_seconds{link=\"meter1\"} 1.76722560025E9"),
        gateway.samples("meterway_link_last_frame_timestamp_seconds"));
  }

  @Test
  void healthAndStateOfEachPartAreThere() throws Exception {
    gateway.with(
        () ->
            new Status(
                "port",
                "meter1",
                "FAILED",
                Health.CRITICAL,
                "no such device",
                ScrapedGateway.SINCE,
                Map.of(),
                Map.of()));
    assertEquals(
        List.of("meterway_health{kind=\"port\",name=\"meter1\"} 2.0"),
        gateway.samples("meterway_health"));
    assertEquals(
        List.of("meterway_state_info{kind=\"port\",name=\"meter1\",state=\"FAILED\"} 1"),
        gateway.samples("meterway_state_info"));
    assertEquals(
        List.of(
            "meterway_state_since_timestamp_seconds{kind=\"port\",name=\"meter1\"} 1.7000000005E9"),
        gateway.samples("meterway_state_since_timestamp_seconds"));
  }

  @Test
  void aLinkSaysWhatItTiesTogether() throws Exception {
    gateway.with("link", "meter1", Map.of(), Map.of("port", "usb0", "head.end", "hes"));
    assertEquals(
        List.of("meterway_link_info{headend=\"hes\",link=\"meter1\",port=\"usb0\"} 1"),
        gateway.samples("meterway_link_info"));
  }

  @Test
  void whatNobodyHasClassifiedIsOfUnknownType() throws Exception {
    gateway.with("pulse-meter", "p1", Map.of("pulses.total", 5L, "Größe in %", 6L), Map.of());
    assertEquals(
        List.of("meterway_pulse_meter_pulses_total_value{pulse_meter=\"p1\"} 5.0"),
        gateway.samples("meterway_pulse_meter_pulses_total_value"));
    assertTrue(
        gateway.answer.body.contains("# TYPE meterway_pulse_meter_pulses_total_value untyped\n"));
    assertEquals(
        List.of("meterway_pulse_meter_gr_e_in_{pulse_meter=\"p1\"} 6.0"),
        gateway.samples("meterway_pulse_meter_gr_e_in_"));
  }

  @Test
  void twoPartsOfOneNameDoNotSpoilTheAnswer() throws Exception {
    gateway
        .with("link", "meter1", Map.of("frames.in", 1L), Map.of())
        .with("link", "meter1", Map.of("frames.in", 2L), Map.of());
    assertEquals(1, gateway.samples("meterway_link_frames_in_total").size());
    assertEquals(1, gateway.samples("meterway_health").size());
  }

  @Test
  void aPartThatCannotSpeakIsCountedAndTheOthersAreThere() throws Exception {
    gateway
        .with(
            () -> {
              throw new IllegalStateException("closed");
            })
        .with("link", "meter1", Map.of(), Map.of());
    assertEquals(
        List.of("meterway_broken_sources 1.0"), gateway.samples("meterway_broken_sources"));
    assertEquals(1, gateway.samples("meterway_health").size());
  }

  @Test
  void namesOfPartsAreEscaped() throws Exception {
    gateway.with("link", "a\"b\\c\nd", Map.of("frames.in", 1L), Map.of());
    assertEquals(
        List.of("meterway_link_frames_in_total{link=\"a\\\"b\\\\c\\nd\"} 1.0"),
        gateway.samples("meterway_link_frames_in_total"));
  }

  @Test
  void theProcessIsThereUnderItsUsualNames() throws Exception {
    for (String name :
        List.of(
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "process_resident_memory_bytes",
            "process_virtual_memory_bytes",
            "process_open_fds",
            "process_max_fds",
            "jvm_threads_current")) {
      List<String> samples = gateway.samples(name);
      assertEquals(1, samples.size(), name);
      assertTrue(Double.parseDouble(samples.get(0).split(" ")[1]) > 0, samples.get(0));
    }
    assertEquals(
        List.of(
            "meterway_build_info{java=\""
                + System.getProperty("java.version")
                + "\",version=\"1.2.3\"} 1"),
        gateway.samples("meterway_build_info"));
  }

  @Test
  void whoAsksForOpenMetricsGetsIt() throws Exception {
    gateway.with("link", "meter1", Map.of("held.back.millis", 1500L), Map.of());
    String text = gateway.scrape(OPEN_METRICS);
    assertEquals(200, gateway.answer.status);
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8", gateway.answer.contentType);
    assertTrue(text.contains("# TYPE meterway_link_held_back_seconds counter\n"), text);
    assertTrue(text.contains("# UNIT meterway_link_held_back_seconds seconds\n"), text);
    assertTrue(text.endsWith("# EOF\n"), text);
  }

  @Test
  void whoDoesNotAskGetsTheTextFormat() throws Exception {
    String text = gateway.scrape("");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", gateway.answer.contentType);
    assertFalse(text.contains("# EOF"), text);
    assertEquals("no-store", gateway.answer.headers.get("Cache-Control"));
  }

  @Test
  void nothingIsPosted() throws Exception {
    gateway.ask("POST", "");
    assertEquals(405, gateway.answer.status);
    assertEquals("GET", gateway.answer.headers.get("Allow"));
  }
}
