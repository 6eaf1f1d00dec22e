/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;
import org.meterway.api.sms.ShortMessage;
import org.meterway.api.sms.ShortMessageListener;
import org.meterway.api.sms.ShortMessages;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Wire;
import org.meterway.simulator.modem.ModemFault;
import org.meterway.simulator.modem.SimulatedModem;

/** A modem on a serial line is watched, recovered, and used for short messages. */
public class ModemIT extends Scenario {
  private static final String NUMBER = "+491701234567";
  private static final int PARAMETERS = 0x2200;
  private static final int GET = 0xC0;
  private static final int GET_RESPONSE = 0xC4;

  private SimulatedModem modem;

  @BeforeEach
  void aModemOnALine() throws IOException {
    modem = leavesWithTheTest(SimulatedModem.onPty());
    gateway().port("modem", modem.device());
  }

  private void watched(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("MeterPort.target", Gateway.target("modem"));
    gateway().factory(Gateway.AT_MODEM, "lte", properties);
  }

  private void messages(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("Modem.target", Gateway.target("lte"));
    gateway().factory(Gateway.SHORT_MESSAGES, "sms", properties);
    gateway().awaitState("sms", "sms", "READY");
  }

  @Test
  void aModemIsWatchedAndItsPinEntered() {
    modem.requirePin("4711", "12345678");
    watched(Map.of("pin", "4711"));
    gateway().awaitState("modem", "lte", "REGISTERED");
    Map<String, String> facts = gateway().status("modem", "lte").orElseThrow().facts();
    assertEquals("-73", facts.get("signal.dbm"));
    assertEquals("Simulated Mobile", facts.get("operator"));
    assertEquals("...0017", facts.get("iccid"));
  }

  @Test
  void aStuckRadioIsCuredByTheRecovery() {
    List<String> heard = new CopyOnWriteArrayList<>();
    gateway()
        .register(
            ModemListener.class,
            new ModemListener() {
              @Override
              public void changed(String name, ModemStatus status) {
                heard.add(name + " " + status.registration());
              }
            },
            Map.of(ModemListener.MODEM, "lte"));
    watched(Map.of("radioOffSeconds", 1));
    gateway().awaitState("modem", "lte", "REGISTERED");
    modem.stickRadio(1);
    gateway().awaitState("modem", "lte", "NOT_REGISTERED");
    String done =
        gateway()
            .with(
                RecoveryAction.class,
                action -> {
                  try {
                    return action.recover("a test");
                  } catch (RecoveryException | InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });
    assertEquals("radio of modem lte was off for 1 s and is on", done);
    gateway().awaitState("modem", "lte", "REGISTERED");
    assertEquals(1, modem.radioCycles());
    eventually("the listener hears it", () -> heard.contains("lte NOT_REGISTERED"));
  }

  @Test
  void aModemThatIsMuteIsUnreachableWithItsReason() {
    watched(Map.of("pollSeconds", 5, "answerTimeoutMs", 500));
    gateway().awaitState("modem", "lte", "REGISTERED");
    modem.set(ModemFault.MUTE, true);
    gateway().awaitState("modem", "lte", "UNREACHABLE");
    gateway().awaitRefusal(Gateway.AT_MODEM, "lte", "no answer to ");
    modem.set(ModemFault.MUTE, false);
    gateway().awaitState("modem", "lte", "REGISTERED");
  }

  @Test
  void aMeterAsksForTheSignal() {
    Meter meter = meterSpeaking(Wire.LENGTH);
    gateway().flow("meter1", meter, Wire.LENGTH, headEndServer());
    watched(Map.of());
    gateway().awaitState("modem", "lte", "REGISTERED");

    meter.sends(Frame.of(PARAMETERS, GET, "0380 0102"));

    assertEquals(Frame.of(PARAMETERS, GET_RESPONSE, "0380 01 14"), meter.receives());
  }

  @Test
  void messagesComeAndGo() {
    List<ShortMessage> heard = new CopyOnWriteArrayList<>();
    gateway().register(ShortMessageListener.class, heard::add, Map.of());
    watched(Map.of());
    messages(Map.of());

    modem.receive(NUMBER, "x".repeat(200));
    eventually("the listener hears it", () -> heard.size() == 1);
    assertEquals("x".repeat(200), heard.get(0).text());
    assertEquals(NUMBER, heard.get(0).sender());
    eventually("it is deleted", () -> modem.stored().isEmpty());

    send("Grüße €");
    eventually("it is sent", () -> modem.sent().size() == 1);
    assertEquals("Grüße €", modem.sent().get(0).text());
  }

  private void send(String text) {
    boolean accepted = gateway().with(ShortMessages.class, sms -> sms.send(NUMBER, text));
    assertTrue(accepted, text);
  }

  @Test
  void messagesInTextMode() {
    List<ShortMessage> heard = new CopyOnWriteArrayList<>();
    gateway().register(ShortMessageListener.class, heard::add, Map.of());
    watched(Map.of());
    messages(Map.of("mode", "TEXT"));

    modem.receive(NUMBER, "OK");
    eventually("the listener hears it", () -> heard.size() == 1);
    assertEquals("OK", heard.get(0).text());
    send("\u1f4e");
    eventually("it is sent", () -> modem.sent().size() == 1);
    assertEquals("\u1f4e", modem.sent().get(0).text());
  }

  @Test
  void anAuthorisedNumberAsksForTheStatusAndReconnectsTheHeadEnd() {
    gateway().headEnd("hes", headEndServer().port());
    gateway().awaitState("headend", "hes", "CONNECTED");
    watched(Map.of());
    messages(
        Map.of(
            "authorizedNumbers",
            new String[] {NUMBER},
            "commands",
            new String[] {"status", "reconnect"}));

    modem.receive(NUMBER, "status");
    eventually("it is answered", () -> modem.sent().size() == 1);
    assertTrue(
        modem.sent().get(0).text().startsWith("OK: links 0/0, head ends 1/1, queue 0, -73 dBm"),
        modem.sent().get(0).text());
    modem.receive("+491709999999", "reconnect hes");
    eventually(
        "the other is counted",
        () -> gateway().counter("sms", "sms", "commands.unauthorised") == 1);
    modem.receive(NUMBER, "reconnect hes");
    eventually("it is answered", () -> modem.sent().size() == 2);
    assertEquals("OK: head end hes begins anew", modem.sent().get(1).text());
    gateway().awaitState("headend", "hes", "CONNECTED");
  }

  @Test
  void aModemWithoutAPortIsThereAndSaysSo() {
    gateway().factory(Gateway.AT_MODEM, "lte", Map.of());
    gateway().awaitState("modem", "lte", "UNCONFIGURED");
    gateway().awaitRefusal(Gateway.AT_MODEM, "lte", "MeterPort.target");
    gateway().factory(Gateway.SHORT_MESSAGES, "sms", Map.of());
    gateway().awaitState("sms", "sms", "UNCONFIGURED");
    gateway().awaitRefusal(Gateway.SHORT_MESSAGES, "sms", "Modem.target");
  }
}
