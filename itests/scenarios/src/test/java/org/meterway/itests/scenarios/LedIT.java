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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.itests.support.HeadEndServer;

/** The state of the gateway on an LED, from a folder that looks like the kernel's. */
public class LedIT extends Scenario {
  @Test
  void anLedShowsAHeadEndThatIsAwayAndIsGivenBack() throws IOException {
    HeadEndServer server = headEndServer();
    gateway().headEnd("hes", server.port());
    gateway().awaitState("headend", "hes", "CONNECTED");
    Path leds = leds();
    Gateway.Instance led =
        gateway()
            .factory(
                Gateway.STATUS_LED,
                "front",
                Map.of("led", "green", "directory", leds.toString(), "refreshSeconds", 1));
    gateway().awaitState("led", "front", "WELL");
    eventually("the LED is on", () -> read(leds, "brightness").equals("255"));
    assertEquals("none", read(leds, "trigger"));

    server.goesAway();
    gateway().awaitState("led", "front", "HEAD_END");
    eventually("the LED is off", () -> read(leds, "brightness").equals("0"));
    eventually("the LED is on", () -> read(leds, "brightness").equals("255"));

    led.delete();
    gateway().awaitGone("led", "front");
    eventually("its trigger is back", () -> read(leds, "trigger").equals("mmc0"));
    assertEquals("1", read(leds, "brightness"));
  }

  @Test
  void anLedThatIsNotThereIsSaid() throws IOException {
    Path leds = leds();
    gateway()
        .factory(Gateway.STATUS_LED, "front", Map.of("led", "red", "directory", leds.toString()));
    gateway().awaitState("led", "front", "AWAY");
    gateway().awaitRefusal(Gateway.STATUS_LED, "front", "there is no LED");
  }

  @Test
  void withoutKuraThereIsNoGpio() {
    gateway().factory(Gateway.STATUS_LED, "front", Map.of("led", "17", "output", "GPIO"));
    gateway().awaitState("led", "front", "AWAY");
    assertTrue(gateway().status("led", "front").orElseThrow().reason().contains("no GPIO service"));
  }

  private Path leds() throws IOException {
    Path leds = Files.createTempDirectory(gateway().context().getDataFile("").toPath(), "leds");
    Path led = Files.createDirectory(leds.resolve("green"));
    Files.writeString(led.resolve("trigger"), "none timer [mmc0]\n");
    Files.writeString(led.resolve("brightness"), "1\n");
    Files.writeString(led.resolve("max_brightness"), "255\n");
    return leds;
  }

  private static String read(Path leds, String file) {
    try {
      return Files.readString(leds.resolve("green").resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
