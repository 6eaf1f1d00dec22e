/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.meterway.itests.support.Eventually.eventually;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.itests.support.Eventually;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Numbered;
import org.meterway.itests.support.Wire;

/** Links are made, changed and deleted through Config Admin. */
public class ConfigurationIT extends Scenario {
  private static final Numbered PAYLOADS = new Numbered("m", 32);

  private Meter meter;
  private HeadEndServer server;

  @BeforeEach
  void surroundings() {
    meter = meterSpeaking(Wire.LENGTH);
    server = headEndServer();
  }

  @Test
  void aLinkIsUpOnceItsPortAndItsHeadEndAreThereInWhateverOrder() {
    gateway().link("meter1", "port1", "hes", Wire.LENGTH);
    gateway().headEnd("hes", server.port());
    gateway().awaitState("headend", "hes", "CONNECTED");
    gateway().awaitState("link", "meter1", "INTERRUPTED");

    gateway().port("port1", meter.device());

    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);
  }

  @Test
  void changedFramingIsInForceWithoutReopeningPortOrConnection() {
    gateway().port("meter1", meter.device());
    gateway().headEnd("hes", server.port());
    Gateway.Instance link = gateway().link("meter1", "meter1", "hes", Wire.LENGTH_LOW_FIRST);
    gateway().awaitState("link", "meter1", "UP");
    meter.sendsRaw(Wire.LENGTH_LOW_FIRST.encode(Frame.transparent(PAYLOADS.payload(0))));
    server.receives(PAYLOADS.length());
    var portSince = gateway().status("port", "meter1").orElseThrow().since();
    var connectedSince = gateway().status("headend", "hes").orElseThrow().since();

    link.change("framing", "STUFFED");
    eventually(
        "a frame in the new framing is taken",
        () -> {
          meter.sendsRaw(Wire.STUFFED.encode(Frame.transparent(PAYLOADS.payload(1))));
          return Eventually.holdsWithin(
              Duration.ofMillis(200), () -> server.received().length >= 2 * PAYLOADS.length());
        });

    assertEquals(portSince, gateway().status("port", "meter1").orElseThrow().since());
    assertEquals(connectedSince, gateway().status("headend", "hes").orElseThrow().since());
  }

  @Test
  void aChangedTargetMovesTheLinkToAnotherHeadEnd() {
    HeadEndServer other = headEndServer();
    gateway().port("meter1", meter.device());
    gateway().headEnd("first", server.port());
    gateway().headEnd("second", other.port());
    Gateway.Instance link = gateway().link("meter1", "meter1", "first", Wire.LENGTH);
    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);

    link.change("HeadEnd.target", Gateway.target("second"));
    eventually(
        "the link talks to the second head end",
        () ->
            gateway()
                .status("link", "meter1")
                .filter(status -> status.facts().get("head.end").equals("second"))
                .isPresent());
    gateway().awaitState("link", "meter1", "UP");

    theHeadEndGets(other, 0);
    PAYLOADS.requireAll(1, server.received());
    other.sends(new byte[] {1, 2, 3});
    assertEquals(3, meter.receivesTransparent(3).length);
  }

  @Test
  void aDeletedLinkCarriesNothingAndItsPortCanServeAnotherOne() {
    gateway().port("meter1", meter.device());
    gateway().headEnd("hes", server.port());
    Gateway.Instance link = gateway().link("meter1", "meter1", "hes", Wire.LENGTH);
    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);

    link.delete();
    gateway().awaitGone("link", "meter1");
    // A service is nowhere to be found before those who use it are told that it goes.
    eventually(
        "the port knows of no link",
        () ->
            gateway().status("port", "meter1").orElseThrow().facts().get("listeners").equals("0"));
    meter.sends(Frame.transparent(PAYLOADS.payload(77)));
    eventually(
        "the port gives up waiting for a link that takes the bytes",
        () -> gateway().counter("port", "meter1", "bytes.without.listener") > 0);

    gateway().link("successor", "meter1", "hes", Wire.LENGTH);
    gateway().awaitState("link", "successor", "UP");
    meter.sends(Frame.transparent(PAYLOADS.payload(1)));
    PAYLOADS.requireAll(2, server.receives(2 * PAYLOADS.length()));
  }

  @Test
  void anInvalidChangeLeavesTheLastGoodConfigurationInForce() {
    Gateway.Instance port = gateway().port("meter1", meter.device());
    Gateway.Instance headEnd = gateway().headEnd("hes", server.port());
    Gateway.Instance link = gateway().link("meter1", "meter1", "hes", Wire.LENGTH);
    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);

    port.change("baudRate", 7);
    headEnd.change("port", 99_999);
    link.change("framing", "MORSE");

    theReasonNames("port", "meter1", "baudRate", "7");
    theReasonNames("headend", "hes", "port", "99999");
    theReasonNames("link", "meter1", "framing", "MORSE");
    meter.sends(Frame.transparent(PAYLOADS.payload(1)));
    PAYLOADS.requireAll(2, server.receives(2 * PAYLOADS.length()));

    port.change("baudRate", 115_200);
    headEnd.change("port", server.port());
    link.change("framing", "LENGTH");
    for (String kind : new String[] {"port", "link"}) {
      eventually(
          kind + " has nothing to complain about",
          () -> gateway().status(kind, "meter1").orElseThrow().reason().isEmpty());
    }
  }

  @Test
  void aLinkWithoutPortOrHeadEndIsThereAndSaysWhatItLacks() {
    gateway().link("meter1", "meter1", "hes", Wire.LENGTH);

    gateway().awaitState("link", "meter1", "INTERRUPTED");
    theReasonNames("link", "meter1", "no port matches", "no head end matches");

    Gateway.Instance port = gateway().port("meter1", meter.device());
    theReasonIs("link", "meter1", "no head end matches " + Gateway.target("hes"));
    gateway().headEnd("hes", server.port());
    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);

    port.delete();
    theReasonIs("link", "meter1", "no port matches " + Gateway.target("meter1"));
    gateway().port("meter1", meter.device());
    gateway().awaitState("link", "meter1", "UP");
    meter.sends(Frame.transparent(PAYLOADS.payload(1)));
    PAYLOADS.requireAll(2, server.receives(2 * PAYLOADS.length()));
  }

  @Test
  void aLinkThatIsInvalidFromTheStartIsCuredByAChange() {
    gateway().port("meter1", meter.device());
    gateway().headEnd("hes", server.port());
    Gateway.Instance link =
        gateway()
            .factory(
                Gateway.METER_LINK,
                "meter1",
                Map.of(
                    "MeterPort.target",
                    Gateway.target("meter1"),
                    "HeadEnd.target",
                    Gateway.target("hes"),
                    "framing",
                    "MORSE"));
    gateway().awaitRefusal(Gateway.METER_LINK, "meter1", "MORSE");

    link.change("framing", "LENGTH");

    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);
  }

  @Test
  void aPortThatIsInvalidFromTheStartIsCuredByAChange() {
    Gateway.Instance port =
        gateway()
            .factory(
                Gateway.SERIAL_PORT,
                "meter1",
                Map.of("device", meter.device().toString(), "parity", "SOMETIMES"));
    gateway().awaitRefusal(Gateway.SERIAL_PORT, "meter1", "SOMETIMES");

    port.change("parity", "NONE");

    gateway().awaitState("port", "meter1", "OPEN");
  }

  @Test
  void aLinkWhosePortIsInvalidFromTheStartComesUpWhenThePortIsCured() {
    gateway().headEnd("hes", server.port());
    Gateway.Instance port =
        gateway()
            .factory(
                Gateway.SERIAL_PORT,
                "meter1",
                Map.of("device", meter.device().toString(), "parity", "SOMETIMES"));
    gateway().awaitRefusal(Gateway.SERIAL_PORT, "meter1", "SOMETIMES");
    gateway().link("meter1", "meter1", "hes", Wire.LENGTH);

    port.change("parity", "NONE");

    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 0);
  }

  @Test
  void aLinkIsUpThoughItsRegistryIsInvalidFromTheStart() {
    gateway().singleton(Gateway.HANDLER_REGISTRY, Map.of()).delete();
    gateway().awaitGone("registry", Gateway.HANDLER_REGISTRY);
    Gateway.Instance registry =
        gateway().singleton(Gateway.HANDLER_REGISTRY, Map.of("graceMs", -1));
    gateway().awaitState("registry", Gateway.HANDLER_REGISTRY, "MISCONFIGURED");
    theReasonNames("registry", Gateway.HANDLER_REGISTRY, "graceMs", "-1");
    gateway().flow("meter1", meter, Wire.LENGTH, server);
    theHeadEndGets(server, 0);

    registry.change("graceMs", 3000);

    gateway().awaitState("registry", Gateway.HANDLER_REGISTRY, "ACTIVE");
    gateway().awaitState("link", "meter1", "UP");
    theHeadEndGets(server, 1);
  }

  @Test
  void aHeadEndThatIsInvalidFromTheStartIsCuredByAChange() {
    Gateway.Instance headEnd =
        gateway().factory(Gateway.TCP_HEAD_END, "hes", Map.of("host", "127.0.0.1", "port", 99_999));
    gateway().awaitRefusal(Gateway.TCP_HEAD_END, "hes", "99999");

    headEnd.change("port", server.port());

    gateway().awaitState("headend", "hes", "CONNECTED");
  }

  private void theHeadEndGets(HeadEndServer headEnd, int number) {
    meter.sends(Frame.transparent(PAYLOADS.payload(number)));
    PAYLOADS.requireAll(number + 1, headEnd.receives((number + 1) * PAYLOADS.length()));
  }

  private void theReasonIs(String kind, String name, String reason) {
    eventually(
        kind + " " + name + " says: " + reason,
        () ->
            gateway()
                .status(kind, name)
                .filter(status -> status.reason().equals(reason))
                .isPresent());
  }

  private void theReasonNames(String kind, String name, String property, String value) {
    eventually(
        () -> "the reason does not name " + property + ": " + gateway().status(kind, name),
        () ->
            gateway()
                .status(kind, name)
                .filter(status -> status.reason().contains(property))
                .filter(status -> status.reason().contains(value))
                .isPresent());
  }
}
