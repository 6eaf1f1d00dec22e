/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.itests.support.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.HandlerReport;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.InParallel;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Numbered;
import org.meterway.itests.support.Wire;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Handler bundles come and go while the gateway runs. */
public class HandlerIT extends Scenario {
  private static final AtomicInteger NEXT_PROTOCOL = new AtomicInteger(0x4200);
  private static final Numbered PAYLOADS = new Numbered("m", 32);

  /** Another one in each test: what is counted as unhandled stays. */
  private final int protocol = NEXT_PROTOCOL.getAndIncrement();

  private final HandlerBundle acme = new HandlerBundle("acme.handler", protocol, 0, "A");
  private final List<Bundle> installed = new ArrayList<>();
  private Meter meter;
  private HeadEndServer server;

  @BeforeEach
  void aLink() {
    meter = meterSpeaking(Wire.LENGTH);
    server = headEndServer();
    gateway().flow("meter1", meter, Wire.LENGTH, server);
  }

  @AfterEach
  void uninstallWhatIsLeft() throws BundleException {
    for (Bundle bundle : installed) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    }
  }

  @Test
  void anUnknownProtocolIsCountedUntilAHandlerIsInstalled() throws BundleException {
    meterSends(0);
    eventually("one unhandled message", () -> gateway().unhandled(protocol) == 1);

    install(acme);
    gateway().awaitHandler("acme.handler", HandlerReport.State.BOUND);
    meterSends(1);
    assertEquals(List.of("A1"), theHeadEndGets(1));
  }

  @Test
  void aHandlerUpdatedUnderLoadLosesAndReordersNothing() throws BundleException {
    int updates = 5;
    Bundle handler = install(acme);
    gateway().awaitHandler("acme.handler", HandlerReport.State.BOUND);
    AtomicInteger sent = new AtomicInteger();
    AtomicBoolean updated = new AtomicBoolean();

    InParallel.run(
        List.of(
            () -> {
              while (!updated.get()) {
                meterSends(sent.getAndIncrement());
              }
            },
            () -> {
              IntStream.rangeClosed(1, updates).forEach(i -> updateUnderLoad(handler, i));
              updated.set(true);
            }));

    List<String> got = theHeadEndGets(sent.get());
    assertEquals(
        IntStream.range(0, sent.get()).boxed().toList(),
        got.stream().map(HandlerIT::number).toList());
    assertEquals(0, gateway().unhandled(protocol));
    String stamps = String.join("", got.stream().map(entry -> entry.substring(0, 1)).toList());
    assertTrue(stamps.matches("A+B+C+D+E+F*"), "the updates took over one by one: " + stamps);
  }

  @Test
  void messagesOfARemovedHandlerAreCountedAsUnhandled() throws BundleException {
    Bundle handler = install(acme);
    gateway().awaitHandler("acme.handler", HandlerReport.State.BOUND);
    meterSends(0);
    assertEquals(List.of("A0"), theHeadEndGets(1));

    handler.uninstall();
    eventually("no handler", () -> gateway().handler("acme.handler").isEmpty());
    meterSends(1);
    meterSends(2);

    eventually("two unhandled messages", () -> gateway().unhandled(protocol) == 2);
    assertEquals(List.of("A0"), theHeadEndGets(1));
  }

  @Test
  void theHigherRankedOfTwoHandlersIsBoundAndTheOtherTakesOverWhenItGoes() throws BundleException {
    install(new HandlerBundle("low.handler", protocol, 1, "L"));
    gateway().awaitHandler("low.handler", HandlerReport.State.BOUND);
    meterSends(0);
    assertEquals(List.of("L0"), theHeadEndGets(1));

    Bundle high = install(new HandlerBundle("high.handler", protocol, 10, "H"));
    gateway().awaitHandler("high.handler", HandlerReport.State.BOUND);
    gateway().awaitHandler("low.handler", HandlerReport.State.SHADOWED);
    assertTrue(gateway().handler("low.handler").orElseThrow().reason().contains("high.handler"));
    meterSends(1);
    assertEquals(List.of("L0", "H1"), theHeadEndGets(2));

    high.uninstall();
    gateway().awaitHandler("low.handler", HandlerReport.State.BOUND);
    meterSends(2);
    assertEquals(List.of("L0", "H1", "L2"), theHeadEndGets(3));
  }

  private Bundle install(HandlerBundle made) throws BundleException {
    Bundle bundle = gateway().context().installBundle("test:" + made.name(), made.open());
    installed.add(bundle);
    bundle.start();
    return bundle;
  }

  /** Each version handles some messages before the next one comes. */
  private void updateUnderLoad(Bundle handler, int update) {
    int before = server.received().length;
    eventually("traffic before update " + update, () -> server.received().length > before);
    try {
      handler.update(acme.stamping(Character.toString('A' + update)).open());
    } catch (BundleException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void meterSends(int number) {
    meter.sends(new Frame(protocol, 0x01, PAYLOADS.payload(number)));
  }

  /** So many payloads, each as its stamp and its number. */
  private List<String> theHeadEndGets(int count) {
    int length = 1 + PAYLOADS.length();
    byte[] stream = server.receives(count * length);
    assertEquals(count * length, stream.length, "nothing but the payloads");
    List<String> got = new ArrayList<>();
    for (int start = 0; start < stream.length; start += length) {
      String stamp = new String(stream, start, 1, StandardCharsets.US_ASCII);
      byte[] payload = Arrays.copyOfRange(stream, start + 1, start + length);
      got.add(stamp + PAYLOADS.numbers(payload).get(0));
    }
    return got;
  }

  private static int number(String entry) {
    return Integer.parseInt(entry.substring(1));
  }
}
