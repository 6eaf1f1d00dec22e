/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.sms.Waiting.await;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.Registration;
import org.meterway.api.sms.ShortMessage;
import org.meterway.api.sms.ShortMessageListener;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.simulator.modem.ModemFault;
import org.meterway.simulator.modem.SentMessage;
import org.meterway.simulator.modem.SimulatedModem;
import org.meterway.sms.SmsOptions.Mode;

/** The component against the simulated modem on a pseudo-terminal. */
@Timeout(120)
class ShortMessagesComponentTest {
  private static final String NUMBER = "+491701234567";

  private final FakeFramework framework = new FakeFramework();
  private final List<ShortMessage> heard = new CopyOnWriteArrayList<>();
  private SimulatedModem simulated;
  private TestModem modem;
  private ShortMessagesComponent component;

  @BeforeEach
  void plugIn() throws IOException, ModemException {
    simulated = SimulatedModem.onPty();
    modem = new TestModem(framework, simulated.device());
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    component.deactivate();
    simulated.close();
    modem.close();
    assertEquals(List.of(), framework.services(ModemListener.class));
  }

  private void start(Object... properties) {
    component = new ShortMessagesComponent(framework.context(), Map.of("kura.service.pid", "sms"));
    component.setModem(modem);
    component.addListener(heard::add);
    configure(properties);
  }

  private void configure(Object... properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("Modem.target", "(kura.service.pid=lte)");
    all.put("pollSeconds", 3600);
    for (int i = 0; i < properties.length; i += 2) {
      all.put((String) properties[i], properties[i + 1]);
    }
    component.configure(Config.of(ShortMessagesConfig.class, all));
  }

  private void ready(Object... properties) {
    start(properties);
    await(() -> component.describe().state().equals("READY"));
    // Told by the modem, not found by looking.
    await(() -> simulated.commands().stream().anyMatch(it -> it.startsWith("AT+CMGL")));
  }

  private long counted(String counter) {
    return component.describe().counters().get(counter);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aMessageIsToldAndThenDeleted(Mode mode) {
    ready("mode", mode.name());
    Instant before = Instant.now().minusSeconds(2);
    simulated.receive(NUMBER, "Grüße");
    simulated.receive(NUMBER, "\u1f4e OK");
    await(() -> heard.size() == 2);
    assertEquals("lte", heard.get(0).modem());
    assertEquals(NUMBER, heard.get(0).sender());
    assertEquals("Grüße", heard.get(0).text());
    assertEquals("\u1f4e OK", heard.get(1).text());
    assertTrue(heard.get(0).sent().isAfter(before), () -> heard.get(0).sent().toString());
    await(() -> simulated.stored().isEmpty());
    assertEquals(2, counted("received"));
  }

  @Test
  void aLongMessageIsToldWhole() {
    ready();
    String text = "x".repeat(400) + "\u1f4e";
    simulated.receive("Network", text);
    await(() -> heard.size() == 1);
    assertEquals(text, heard.get(0).text());
    assertEquals("Network", heard.get(0).sender());
    await(() -> simulated.stored().isEmpty());
  }

  @Test
  void aMessageThatCameBeforeIsFound() {
    simulated.receive(NUMBER, "early");
    start();
    await(() -> heard.size() == 1);
    await(() -> simulated.stored().isEmpty());
  }

  @Test
  void aListenerThatThrowsKeepsNobodyFromHearing() {
    component = new ShortMessagesComponent(framework.context(), Map.of("kura.service.pid", "sms"));
    component.setModem(modem);
    ShortMessageListener broken =
        message -> {
          throw new IllegalStateException("a test");
        };
    component.addListener(broken);
    component.addListener(heard::add);
    configure();
    simulated.receive(NUMBER, "hello");
    component.describe();
    await(() -> component.describe().state().equals("READY"));
    simulated.receive(NUMBER, "again");
    await(() -> heard.size() == 2);
    assertEquals(2, counted("listener.errors"));
    component.removeListener(broken);
  }

  @Test
  void whatCannotBeReadIsCountedAndDeleted() {
    ready();
    simulated.receivePdu("07919471227210F404FF91");
    simulated.receive(NUMBER, "good");
    await(() -> heard.size() == 1);
    await(() -> simulated.stored().isEmpty());
    assertEquals(1, counted("received.malformed"));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aMessageIsSent(Mode mode) {
    ready("mode", mode.name());
    assertTrue(component.send("0049 170 1234567", "Zähler [1] €"));
    assertTrue(component.send(NUMBER, "\u1f4e"));
    await(() -> counted("sent") == 2);
    List<SentMessage> sent = simulated.sent();
    assertEquals(NUMBER, sent.get(0).number());
    assertEquals("Zähler [1] €", sent.get(0).text());
    assertEquals("\u1f4e", sent.get(1).text());
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aLongMessageIsSentInParts(Mode mode) {
    ready("mode", mode.name());
    String text = "0123456789".repeat(30);
    assertTrue(component.send(NUMBER, text));
    await(() -> counted("sent") == 1);
    List<SentMessage> sent = simulated.sent();
    assertEquals(2, sent.size());
    assertEquals(text, sent.get(0).text() + sent.get(1).text());
    assertEquals(mode == Mode.PDU ? 2 : 1, sent.get(0).parts());
  }

  @Test
  void whatCannotBeSentIsRefusedAtOnce() {
    ready("queueLimit", 1, "perHour", 1);
    assertFalse(component.send("Network", "x"));
    assertFalse(component.send(NUMBER, ""));
    assertFalse(component.send(NUMBER, "x".repeat(2000)));
    assertEquals(3, counted("refused.invalid"));
    assertTrue(component.send(NUMBER, "first"));
    await(() -> counted("sent") == 1);
    assertTrue(component.send(NUMBER, "waits for the next hour"));
    assertFalse(component.send(NUMBER, "no room"));
    assertEquals(1, counted("refused.full"));
    assertEquals("1", component.describe().facts().get("queued"));
  }

  @Test
  void aMessageThatIsNotTakenIsGivenUpAfterItsRetries() {
    ready("retries", 0);
    simulated.set(ModemFault.SENDING_FAILS, true);
    assertTrue(component.send(NUMBER, "text"));
    await(() -> counted("given.up") == 1);
    assertEquals(1, counted("send.failures"));
    assertEquals(0, counted("sent"));
  }

  @Test
  void withoutANetworkAMessageWaits() {
    ready();
    modem.become(Registration.SEARCHING);
    assertTrue(component.send(NUMBER, "text"));
    await(() -> component.describe().facts().get("queued").equals("1"));
    modem.become(Registration.HOME);
    await(() -> counted("sent") == 1);
    assertEquals(0, counted("send.failures"));
  }

  /** A link as it is registered. */
  private static final class Link implements StatusSource, Restartable {
    private final List<String> restarts = new CopyOnWriteArrayList<>();

    @Override
    public Status describe() {
      return new Status("link", "meter1", "UP", "", Instant.EPOCH, Map.of(), Map.of());
    }

    @Override
    public void restart(String why) {
      restarts.add(why);
    }
  }

  @Test
  void aCommandOfAnAuthorisedNumberIsDoneAndAnswered() {
    Link link = new Link();
    framework.add(link);
    ready(
        "authorizedNumbers",
        new String[] {"+49 170 1234567", ""},
        "commands",
        new String[] {"status", "restart"},
        "secret",
        "q7#Kv");
    simulated.receive(NUMBER, "q7#Kv status");
    await(() -> simulated.sent().size() == 1);
    assertEquals("OK: links 1/1, head ends 0/0, queue 0", simulated.sent().get(0).text());
    assertEquals(NUMBER, simulated.sent().get(0).number());
    simulated.receive(NUMBER, "q7#Kv restart meter1");
    await(() -> simulated.sent().size() == 2);
    assertEquals(List.of("asked for by a short message from ...567"), link.restarts);
    simulated.receive("+491709999999", "q7#Kv restart meter1");
    simulated.receive(NUMBER, "restart meter1");
    await(() -> counted("commands.unauthorised") == 2);
    await(() -> simulated.stored().isEmpty());
    assertEquals(1, link.restarts.size());
    assertEquals(2, simulated.sent().size());
    assertEquals(
        List.of("q7#Kv restart meter1", "restart meter1"),
        heard.stream().map(ShortMessage::text).toList());
    assertEquals("status, restart", component.describe().facts().get("commands"));
  }

  @Test
  void commandsAreOffAtFirst() {
    ready();
    assertEquals("off", component.describe().facts().get("commands"));
    simulated.receive(NUMBER, "status");
    await(() -> heard.size() == 1);
    await(() -> simulated.stored().isEmpty());
    assertEquals(List.of(), simulated.sent());
  }

  @Test
  void aModemThatHasLostItsSettingsIsSetUpAnew() {
    ready();
    simulated.restart();
    framework.services(ModemListener.class).forEach(it -> it.unsolicited("lte", "RDY"));
    await(() -> simulated.commands().stream().filter(it -> it.startsWith("AT+CNMI")).count() == 2);
    simulated.receive(NUMBER, "hello");
    await(() -> heard.size() == 1);
  }

  @Test
  void withoutAModemItWaitsAndSaysSo() {
    ready();
    component.unsetModem(modem);
    await(() -> component.describe().state().equals("WAITING"));
    assertEquals("no modem matches Modem.target", component.describe().reason());
    component.setModem(modem);
    await(() -> component.describe().state().equals("READY"));
  }

  @Test
  void aModemThatTakesNothingIsTheReason() {
    simulated.set(ModemFault.ERRORS, true);
    start();
    await(() -> component.describe().state().equals("FAILED"));
    assertTrue(component.describe().reason().startsWith("AT+CMGF=0: "));
    simulated.set(ModemFault.ERRORS, false);
    await(() -> component.describe().state().equals("READY"));
  }

  @Test
  void anInvalidConfigurationLeavesTheLastGoodOneInForce() {
    ready();
    configure(
        "mode",
        "MORSE",
        "authorizedNumbers",
        new String[] {"nobody"},
        "commands",
        new String[] {"format"},
        "secret",
        "a b");
    String reason = component.describe().reason();
    for (String problem :
        List.of(
            "mode is \"MORSE\"",
            "authorizedNumbers is \"...ody\"",
            "commands is \"format\"",
            "secret is \"(hidden)\"")) {
      assertTrue(reason.contains(problem), reason);
    }
    assertEquals("READY", component.describe().state());
  }
}
