/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.systemd.Eventually.eventually;
import static org.meterway.systemd.Eventually.eventuallyHolds;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.osgi.service.condition.Condition;

class NotifierTest {
  private static final Map<String, Object> PROPERTIES = Map.of("kura.service.pid", Notifier.PID);
  private static final Expectation WATCHED = new Expectation(true, Duration.ofMillis(50));
  private static final Expectation READY_ONLY = new Expectation(true, Duration.ZERO);
  private static final String ALIVE = "WATCHDOG=1|STATUS=1 of 1 link up";

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final AtomicReference<Collection<Status>> statuses =
      new AtomicReference<>(List.of(status("link", "meter1", "UP", "")));
  private volatile String failure = "";
  private Notifier notifier;

  @AfterEach
  void close() {
    notifier.deactivate();
  }

  @Test
  void nothingIsSaidBeforeTheGatewayIsUp() {
    given(WATCHED);
    notifier.deactivate();
    assertEquals(List.of(), sent);
  }

  @Test
  void readinessComesFirstAndSignsOfLifeFollow() throws Exception {
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    eventuallyHolds(sent, ALIVE);
    assertEquals("READY=1|STATUS=1 of 1 link up", sent.get(0));
    assertEquals("WATCHED", notifier.describe().state());
    assertEquals("within 50 ms", notifier.describe().facts().get("watchdog"));
  }

  @Test
  void withoutAWatchdogNoSignIsSent() throws Exception {
    given(READY_ONLY);
    notifier.setUp(Condition.INSTANCE);
    eventuallyHolds(sent, "READY=1|STATUS=1 of 1 link up");
    notifier.unsetUp(Condition.INSTANCE);
    eventuallyHolds(sent, "STOPPING=1|STATUS=stopping");
    assertEquals(List.of("READY=1|STATUS=1 of 1 link up", "STOPPING=1|STATUS=stopping"), sent);
    assertEquals("NOTIFYING", notifier.describe().state());
  }

  @Test
  void aStopIsToldEvenWhenTheEndFollowsAtOnce() {
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    notifier.unsetUp(Condition.INSTANCE);
    notifier.deactivate();
    assertEquals("STOPPING=1|STATUS=stopping", sent.get(sent.size() - 1));
  }

  @Test
  void anEndWithoutAStopIsNotTold() throws Exception {
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    eventuallyHolds(sent, ALIVE);
    notifier.deactivate();
    notifier.unsetUp(Condition.INSTANCE);
    assertFalse(sent.contains("STOPPING=1|STATUS=stopping"), sent::toString);
  }

  @Test
  void aChangedStateIsSeen() throws Exception {
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    statuses.set(List.of(status("link", "meter1", "INTERRUPTED", "port meter1: no such device")));
    eventuallyHolds(
        sent, "WATCHDOG=1|STATUS=0 of 1 link up; link meter1: port meter1: no such device");
  }

  @Test
  void aLinkThatStandsStillWithholdsTheSign() throws Exception {
    StuckLink link = new StuckLink();
    given(WATCHED);
    notifier.configure(config(10));
    LifeSigns signs = new LifeSigns(List.of(link), () -> Duration.ofSeconds(10), link.clock::get);
    assertEquals(List.of(), signs.missing());
    link.clock.set(Duration.ofSeconds(10).toNanos());
    assertEquals(List.of("link meter1: 3 messages wait for a handler for 10 s"), signs.missing());
  }

  @Test
  void whoCannotBeAskedDoesNotLive() throws Exception {
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    eventuallyHolds(sent, ALIVE);
    MeterLink broken = new BrokenLink();
    notifier.addLink(broken);
    awaitSilence();
    notifier.removeLink(broken);
    sent.clear();
    eventuallyHolds(sent, ALIVE);
  }

  /** None comes for four times the interval, looked at as often as it takes. */
  private void awaitSilence() throws InterruptedException {
    long[] last = {System.nanoTime()};
    int[] size = {sent.size()};
    eventually(
        "silence",
        () -> {
          if (sent.size() != size[0]) {
            size[0] = sent.size();
            last[0] = System.nanoTime();
          }
          return System.nanoTime() - last[0] > WATCHED.interval().toNanos() * 4;
        });
  }

  @Test
  void deadlockedThreadsWithholdTheSign() throws Exception {
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    eventuallyHolds(sent, ALIVE);
    try (Deadlock deadlock = new Deadlock()) {
      eventuallyHolds(
          sent, "STATUS=stands still: threads wait for each other for ever: " + deadlock.threads());
      assertTrue(notifier.describe().reason().contains(deadlock.threads()));
      assertEquals(Health.WARNING, notifier.describe().health());
      eventually("a sign withheld", () -> notifier.describe().counters().get("signs.withheld") > 0);
    }
    eventually("life again", () -> sent.get(sent.size() - 1).equals(ALIVE));
    assertEquals("", notifier.describe().reason());
  }

  @Test
  void whatCannotBeSentIsCountedAndTriedAgain() throws Exception {
    failure = "no such socket";
    given(WATCHED);
    notifier.setUp(Condition.INSTANCE);
    eventually("a failure", () -> notifier.describe().counters().get("notifications.failed") > 1);
    failure = "";
    eventuallyHolds(sent, ALIVE);
    assertEquals("READY=1|STATUS=1 of 1 link up", sent.get(0));
  }

  @Test
  void aPartThatCannotBeAskedDoesNotKeepTheGatewayFromBeingReady() throws Exception {
    given(WATCHED);
    notifier.addLink(new BrokenLink());
    notifier.setUp(Condition.INSTANCE);
    eventuallyHolds(sent, "READY=1|STATUS=");
  }

  @Test
  void whereNobodyListensNothingRuns() {
    given(new Expectation(false, Duration.ofSeconds(1)));
    notifier.setUp(Condition.INSTANCE);
    notifier.unsetUp(Condition.INSTANCE);
    assertEquals(List.of(), sent);
    assertEquals("UNSUPERVISED", notifier.describe().state());
    assertEquals(Health.OK, notifier.describe().health());
  }

  @Test
  void anInvalidConfigurationIsSaid() {
    given(READY_ONLY);
    notifier.configure(config(5));
    assertTrue(notifier.describe().reason().contains("stallSeconds"));
    notifier.configure(config(10));
    assertEquals("", notifier.describe().reason());
  }

  private void given(Expectation expected) {
    notifier =
        new Notifier(
            PROPERTIES,
            expected,
            message -> {
              if (!failure.isEmpty()) {
                throw new IOException(failure);
              }
              sent.add(String.join("|", message));
            },
            statuses::get);
  }

  static Status status(String kind, String name, String state, String reason) {
    return new Status(kind, name, state, reason, Instant.EPOCH, Map.of(), Map.of());
  }

  private static NotifierConfig config(int seconds) {
    return new NotifierConfig() {
      @Override
      public int stallSeconds() {
        return seconds;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return NotifierConfig.class;
      }
    };
  }

  private static class StuckLink implements MeterLink {
    final AtomicReference<Long> clock = new AtomicReference<>(0L);

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
      return new LinkProgress(3, 7, 0, 0);
    }
  }

  private static final class BrokenLink extends StuckLink {
    @Override
    public LinkProgress progress() {
      throw new IllegalStateException("closed");
    }
  }
}
