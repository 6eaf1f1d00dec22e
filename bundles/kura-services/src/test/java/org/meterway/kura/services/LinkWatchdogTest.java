/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;

class LinkWatchdogTest {
  private final Watchdog kura = new Watchdog();
  private final AtomicLong clock = new AtomicLong();
  private final Link link = new Link();
  private final LinkWatchdog watchdog =
      new LinkWatchdog(
          Map.of("kura.service.pid", LinkWatchdog.PID), clock::get, check -> new ByHand());

  @BeforeEach
  void aLinkAndKurasWatchdog() {
    watchdog.addLink(link);
    watchdog.setWatchdog(kura);
  }

  @AfterEach
  void stop() {
    watchdog.deactivate();
  }

  @Test
  void meterwayChecksInAsLongAsItsLinksMove() {
    configured(Map.of());
    link.progress = new LinkProgress(1, 0, 0, 0);
    after(0);
    link.progress = new LinkProgress(1, 1, 0, 0);
    after(301);

    assertEquals(List.of(LinkWatchdog.PID), kura.names());
    assertEquals(1, kura.checkInsOf(() -> after(1)));
    assertEquals("MOVING", watchdog.describe().state());
  }

  @Test
  void aLinkThatStandsStillEndsTheCheckInsUntilItMovesAgain() {
    configured(Map.of());
    link.progress = new LinkProgress(1, 7, 0, 0);
    after(0);

    assertEquals(0, kura.checkInsOf(() -> after(300)));
    assertEquals("STALLED", watchdog.describe().state());
    assertEquals(
        "link meter1: 1 messages wait for a handler for 300 s", watchdog.describe().reason());

    link.progress = new LinkProgress(0, 8, 0, 0);
    assertEquals(1, kura.checkInsOf(() -> after(1)));
    assertEquals("MOVING", watchdog.describe().state());
  }

  @Test
  void aWatchdogThatComesLaterIsTold() {
    watchdog.unsetWatchdog(kura);
    configured(Map.of());
    assertEquals(List.of(), kura.names());

    watchdog.setWatchdog(kura);

    assertEquals(List.of(LinkWatchdog.PID), kura.names());
    assertEquals(1, kura.checkInsOf(() -> after(1)));
  }

  @Test
  void disabledItIsNoCriticalComponent() {
    configured(Map.of());
    assertEquals(List.of(LinkWatchdog.PID), kura.names());

    configured(Map.of("enabled", false));

    assertEquals(List.of(), kura.names());
    assertEquals("DISABLED", watchdog.describe().state());
  }

  @Test
  void stoppedItIsNoCriticalComponent() {
    configured(Map.of());

    watchdog.deactivate();

    assertEquals(List.of(), kura.names());
  }

  @Test
  void withoutKurasWatchdogAStallIsShownAllTheSame() {
    configured(Map.of("stallSeconds", 10));
    watchdog.unsetWatchdog(kura);
    assertEquals(List.of(), kura.names());
    link.progress = new LinkProgress(0, 0, 2, 5);
    after(0);

    after(10);

    assertEquals("STALLED", watchdog.describe().state());
    assertEquals("none", watchdog.describe().facts().get("kura.watchdog"));
  }

  @Test
  void anInvalidChangeLeavesTheLastGoodConfigurationInForce() {
    configured(Map.of("stallSeconds", 10));

    configured(Map.of("stallSeconds", 9));

    assertTrue(
        watchdog
            .describe()
            .reason()
            .contains("stallSeconds is \"9\", expected a whole number from 10 to 86400"));
    link.progress = new LinkProgress(1, 0, 0, 0);
    after(0);
    after(10);
    assertEquals("STALLED", watchdog.describe().state());
  }

  private void configured(Map<String, Object> changed) {
    watchdog.configure(Annotations.of(LinkWatchdogConfig.class, changed));
  }

  private void after(int seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    watchdog.check();
  }

  /** The test itself calls for each check. */
  private static final class ByHand implements Schedule {
    @Override
    public void every(Duration pause) {}

    @Override
    public void close() {}
  }

  private static final class Link implements MeterLink {
    private LinkProgress progress = LinkProgress.NONE;

    @Override
    public String name() {
      return "meter1";
    }

    @Override
    public SendResult send(Message message) {
      return SendResult.CLOSED;
    }

    @Override
    public SendResult sendToHeadEnd(byte[] payload) {
      return SendResult.CLOSED;
    }

    @Override
    public LinkProgress progress() {
      return progress;
    }
  }

  private static final class Watchdog implements WatchdogService {
    private final List<CriticalComponent> components = new CopyOnWriteArrayList<>();
    private final AtomicInteger checkIns = new AtomicInteger();

    @Override
    public void registerCriticalComponent(CriticalComponent component) {
      components.add(component);
    }

    @Override
    public void unregisterCriticalComponent(CriticalComponent component) {
      components.remove(component);
    }

    @Override
    public List<CriticalComponent> getCriticalComponents() {
      return components;
    }

    @Override
    public void checkin(CriticalComponent component) {
      checkIns.incrementAndGet();
    }

    List<String> names() {
      return components.stream().map(CriticalComponent::getCriticalComponentName).toList();
    }

    int checkInsOf(Runnable action) {
      int before = checkIns.get();
      action.run();
      return checkIns.get() - before;
    }
  }
}
