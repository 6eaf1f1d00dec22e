/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.meterway.itests.support.Eventually.eventually;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.InParallel;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Numbered;
import org.meterway.itests.support.Wire;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Devices, head ends and bundles go and come back; nobody has to lend a hand. */
public class RecoveryIT extends Scenario {
  private static final Numbered PAYLOADS = new Numbered("m", 32);
  private static final Numbered DOWN = new Numbered("d", 32);

  @Test
  void anAbsentDeviceIsOpenedWhenItAppears(@TempDir Path devices) {
    HeadEndServer server = headEndServer();
    Path byId = devices.resolve("meter-by-id");
    gateway().port("meter1", byId);
    gateway().headEnd("meter1", server.port());
    gateway().link("meter1", "meter1", "meter1", Wire.LENGTH);
    gateway().awaitState("port", "meter1", "FAILED");
    assertNotEquals("", gateway().status("port", "meter1").orElseThrow().reason());

    Meter meter = meterSpeaking(Wire.LENGTH);
    meter.linkAt(byId);

    gateway().awaitState("link", "meter1", "UP");
    meter.sends(Frame.transparent(PAYLOADS.payload(0)));
    PAYLOADS.requireAll(1, server.receives(PAYLOADS.length()));
  }

  @Test
  void anUnpluggedDeviceIsOpenedAgainWhereItsLinkThenPoints(@TempDir Path devices) {
    HeadEndServer server = headEndServer();
    Path byId = devices.resolve("meter-by-id");
    Meter meter = meterSpeaking(Wire.LENGTH);
    meter.linkAt(byId);
    gateway().port("meter1", byId);
    gateway().headEnd("meter1", server.port());
    gateway().link("meter1", "meter1", "meter1", Wire.LENGTH);
    gateway().awaitState("link", "meter1", "UP");
    meter.sends(Frame.transparent(PAYLOADS.payload(0)));
    server.receives(PAYLOADS.length());

    // Half a frame goes down with the device: it must not spoil what comes after.
    meter.sendsRaw(new byte[] {0x7E, (byte) 0xFF, 0x03, 0x00, 0x21, 0x00, 0x40, (byte) 0xBF, 1});
    eventually(
        "half a frame was read",
        () -> gateway().counter("port", "meter1", "bytes.in") >= PAYLOADS.length() + 11 + 9);
    meter.close();
    gateway().awaitState("port", "meter1", "FAILED");
    gateway().awaitState("link", "meter1", "INTERRUPTED");

    Meter pluggedInAgain = meterSpeaking(Wire.LENGTH);
    pluggedInAgain.linkAt(byId);

    gateway().awaitState("link", "meter1", "UP");
    pluggedInAgain.sends(Frame.transparent(PAYLOADS.payload(1)));
    PAYLOADS.requireAll(2, server.receives(2 * PAYLOADS.length()));
    server.sends(DOWN.payload(0));
    DOWN.requireAll(1, pluggedInAgain.receivesTransparent(DOWN.length()));
  }

  @Test
  void whileTheHeadEndIsAwayPayloadsWaitInOrder() {
    int before = 100;
    int meanwhile = 2000;
    Meter meter = meterSpeaking(Wire.LENGTH);
    HeadEndServer server = headEndServer();
    gateway().flow("meter1", meter, Wire.LENGTH, server);
    meterSends(meter, 0, before);
    server.receives(before * PAYLOADS.length());

    server.goesAway();
    gateway().awaitState("link", "meter1", "INTERRUPTED");
    meterSends(meter, before, before + meanwhile);
    eventually(
        "all frames are read",
        () -> gateway().counter("link", "meter1", "frames.in") == before + meanwhile);
    server.comesBack();

    PAYLOADS.requireAllAndNoneOutOfPlace(before, before + meanwhile, server);
    gateway().awaitState("link", "meter1", "UP");
    server.sends(DOWN.payload(0));
    DOWN.requireAll(1, meter.receivesTransparent(DOWN.length()));
  }

  @Test
  void whatAnOperatorRestartsBeginsAnewAndNothingIsLost() {
    int each = 100;
    Meter meter = meterSpeaking(Wire.LENGTH);
    HeadEndServer server = headEndServer();
    gateway().flow("meter1", meter, Wire.LENGTH, server);
    meterSends(meter, 0, each);
    server.receives(each * PAYLOADS.length());

    gateway().restart("headend", "meter1");
    eventually(
        "it has connected again", () -> gateway().counter("headend", "meter1", "connects") == 2);
    meterSends(meter, each, 2 * each);
    eventually(
        "all frames are read", () -> gateway().counter("link", "meter1", "frames.in") == 2 * each);
    gateway().restart("port", "meter1");
    eventually("it is open again", () -> gateway().counter("port", "meter1", "opens") == 2);
    gateway().restart("link", "meter1");
    eventually("its port is open again", () -> gateway().counter("port", "meter1", "opens") == 3);
    gateway().awaitState("link", "meter1", "UP");
    meterSends(meter, 2 * each, 3 * each);

    PAYLOADS.requireAllAndNoneOutOfPlace(each, 3 * each, server);
    server.sends(DOWN.payload(0));
    DOWN.requireAll(1, meter.receivesTransparent(DOWN.length()));
  }

  @Test
  void beyondTheBoundTheOldestPayloadsGiveWayAndAreCounted() {
    int bound = 50;
    int sent = 80;
    Meter meter = meterSpeaking(Wire.LENGTH);
    HeadEndServer server = headEndServer();
    gateway().port("meter1", meter.device());
    gateway().headEnd("meter1", server.port()).change("queueMaxPayloads", bound);
    gateway().link("meter1", "meter1", "meter1", Wire.LENGTH);
    gateway().awaitState("link", "meter1", "UP");

    server.goesAway();
    gateway().awaitState("link", "meter1", "INTERRUPTED");
    meterSends(meter, 0, sent);
    eventually(
        "all frames are read", () -> gateway().counter("link", "meter1", "frames.in") == sent);
    server.comesBack();

    List<Integer> got = PAYLOADS.numbers(server.receives(bound * PAYLOADS.length()));
    assertEquals(IntStream.range(sent - bound, sent).boxed().toList(), got);
  }

  @Test
  void everyBundleCanBeStoppedAndStartedUnderTraffic() throws BundleException {
    Meter meter = meterSpeaking(Wire.LENGTH);
    HeadEndServer server = headEndServer();
    gateway().flow("meter1", meter, Wire.LENGTH, server);
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();

    InParallel.run(
        List.of(
            () -> {
              while (!enough.get()) {
                meter.sends(Frame.transparent(PAYLOADS.payload(next.getAndIncrement())));
              }
            },
            () -> {
              try {
                gateway().bundles().values().forEach(bundle -> restart(bundle, server));
              } finally {
                enough.set(true);
              }
            }));

    meter.sends(Frame.transparent(PAYLOADS.payload(next.get())));
    eventually("the last payload", () -> numbers(server).contains(next.get()));
    List<Integer> numbers = numbers(server);
    assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
    server.sends(DOWN.payload(0));
    DOWN.requireAll(1, meter.receivesTransparent(DOWN.length()));
  }

  private void restart(Bundle bundle, HeadEndServer server) {
    try {
      bundle.stop();
      bundle.start();
    } catch (BundleException failed) {
      throw new IllegalStateException(failed);
    }
    gateway().awaitState("link", "meter1", "UP");
    int before = server.received().length;
    eventually(
        () ->
            "no traffic after the restart of " + bundle + "; " + gateway().status("link", "meter1"),
        () -> server.received().length > before);
  }

  /** What has come in whole: a connection that ends may cut the last payload. */
  private static List<Integer> numbers(HeadEndServer server) {
    byte[] stream = server.received();
    int whole = stream.length - stream.length % PAYLOADS.length();
    return PAYLOADS.numbers(Arrays.copyOf(stream, whole));
  }

  private static void meterSends(Meter meter, int from, int to) {
    for (int i = from; i < to; i++) {
      meter.sends(Frame.transparent(PAYLOADS.payload(i)));
    }
  }
}
