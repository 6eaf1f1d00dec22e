/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.config.Validation;
import org.meterway.api.sms.ShortMessage;
import org.meterway.api.status.Counters;
import org.meterway.sms.SmsOptions.Commands;
import org.meterway.sms.SmsOptions.Verb;

class RemoteCommandsTest {
  private static final String KNOWN = "+491701234567";

  private final FakeParts parts = new FakeParts();
  private final Counters<SmsCounter> counters = new Counters<>(SmsCounter.class);
  private final RemoteCommands remote = new RemoteCommands("sms", parts, counters);
  private Commands commands = commands(Secret.NONE, Verb.values());

  private static Commands commands(Secret secret, Verb... verbs) {
    return new Commands(Set.of(KNOWN), EnumSet.copyOf(List.of(verbs)), secret);
  }

  @BeforeEach
  void aGateway() {
    parts.has("link", "meter1", "UP", "", Map.of());
    parts.has("link", "meter2", "INTERRUPTED", "port meter2 is not open: no such device", Map.of());
    parts.has("headend", "hes", "CONNECTED", "", Map.of("queued.payloads", "12"));
    parts.has("network", "watch", "ONLINE", "", Map.of());
    parts.has("modem", "lte", "REGISTERED", "", Map.of("signal.dbm", "-73"));
  }

  private Optional<String> said(String sender, String text) {
    return remote.execute(new ShortMessage("lte", sender, text, Instant.EPOCH), commands);
  }

  @Test
  void statusFitsOneMessage() {
    assertEquals(
        Optional.of(
            "OK: links 1/2, head ends 1/1, network ONLINE, queue 12, -73 dBm."
                + " link meter2: port meter2 is not open: no such device"),
        said(KNOWN, "Status"));
    parts.has("port", "x", "FAILED", "{€} \u4e2d ".repeat(100), Map.of());
    String long160 = said(KNOWN, "status x").orElseThrow();
    assertTrue(GsmAlphabet.encode(long160).orElseThrow().length <= 160, long160);
  }

  @Test
  void statusOfOneNameTellsAllThatHasIt() {
    parts.has("port", "meter1", "OPEN", "", Map.of());
    assertEquals(
        Optional.of("OK: link meter1 UP; port meter1 OPEN"), said(KNOWN, "status Meter1 "));
    assertEquals(Optional.of("Error: nothing is called nobody"), said(KNOWN, "status nobody"));
  }

  @Test
  void headEndsAndLinksBeginAnew() {
    assertEquals(Optional.of("OK: head end Hes begins anew"), said(KNOWN, "reconnect Hes"));
    assertEquals(
        Optional.of("OK: link meter1 begins anew"), said("00491701234567", "RESTART meter1"));
    assertEquals(
        List.of(
            "headend hes: asked for by a short message from ...567",
            "link meter1: asked for by a short message from ...567"),
        parts.restarted);
    assertEquals(Optional.of("Error: there is no link hes"), said(KNOWN, "restart hes"));
    assertEquals(Optional.of("Error: say which link"), said(KNOWN, "restart"));
    assertEquals(2, counters.get(SmsCounter.COMMANDS_DONE));
    assertEquals(2, counters.get(SmsCounter.COMMANDS_REFUSED));
  }

  @Test
  void whoIsNotAuthorisedIsCountedAndGetsNoAnswer() {
    assertEquals(Optional.empty(), said("+491701234568", "restart meter1"));
    assertEquals(Optional.empty(), said("Network", "status"));
    assertEquals(List.of(), parts.restarted);
    assertEquals(2, counters.get(SmsCounter.COMMANDS_UNAUTHORISED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "", "statusx", "please restart meter1", "OK: links 1/1"})
  void whatIsNoCommandIsForListeners(String text) {
    assertEquals(Optional.empty(), said(KNOWN, text));
    assertEquals(0, counters.get(SmsCounter.COMMANDS_UNAUTHORISED));
  }

  @Test
  void withASecretNothingGoesWithoutIt() {
    commands = commands(Secret.read(Validation.of("pid"), "secret", "q7#Kv", null), Verb.values());
    assertEquals(Optional.empty(), said(KNOWN, "restart meter1"));
    assertEquals(Optional.empty(), said(KNOWN, "Q7#KV restart meter1"));
    assertEquals(Optional.empty(), said("+4999", "q7#Kv restart meter1"));
    assertEquals(2, counters.get(SmsCounter.COMMANDS_UNAUTHORISED));
    assertEquals(Optional.of("OK: link meter1 begins anew"), said(KNOWN, "q7#Kv restart meter1"));
    assertEquals(
        Optional.of("Error: no such command. There are: status, reconnect, restart"),
        said(KNOWN, "q7#Kv help"));
  }

  @Test
  void onlyWhatIsEnabledIsDone() {
    commands = commands(Secret.NONE, Verb.STATUS);
    assertEquals(Optional.of("Error: restart is not enabled"), said(KNOWN, "restart meter1"));
    assertEquals(List.of(), parts.restarted);
    commands = Commands.OFF;
    assertEquals(Optional.empty(), said(KNOWN, "status"));
    commands = new Commands(Set.of(), Set.of(Verb.STATUS), Secret.NONE);
    assertEquals(Optional.empty(), said(KNOWN, "status"));
  }
}
