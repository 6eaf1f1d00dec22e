/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.network.Eventually.eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.network.NetworkListener;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.status.Counters;
import org.osgi.framework.ServiceReference;

class WatchTest {
  private static final NetworkStatus UNKNOWN =
      new NetworkStatus(NetworkState.UNKNOWN, Instant.EPOCH, 0, List.of());

  @TempDir private Path folder;

  private final Counters<WatchCounter> counters = new Counters<>(WatchCounter.class);
  private final Map<ServiceReference<NetworkListener>, NetworkListener> registered =
      new HashMap<>();
  private final Listeners listeners =
      new Listeners(new Services<>(registered::get, it -> {}), UNKNOWN, counters);
  private final CheckRunner runner = new CheckRunner();
  private final Services<RecoveryAction> actions =
      new Services<>(reference -> this::recover, it -> {});
  private final Climb climb =
      new Climb(
          new Actions(actions),
          () -> new Memory(new MemoryFile(folder), System::nanoTime),
          counters,
          Clock.systemUTC());
  private final List<Check> headEnds = new ArrayList<>();
  private final Watch watch =
      new Watch(() -> headEnds, runner, climb, listeners, UNKNOWN, counters, Clock.systemUTC());
  private final AtomicInteger recoveries = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean well = true;

  @AfterEach
  void close() {
    climb.close();
    runner.close();
    listeners.close();
  }

  @Test
  void eachChangeIsToldInOrderAndNothingElse() throws InterruptedException {
    List<NetworkState> heard = hearing();
    round(true, true);
    round(false, false, false);
    round(true);
    eventually(
        "changes heard: " + heard,
        () ->
            heard.equals(List.of(NetworkState.ONLINE, NetworkState.OFFLINE, NetworkState.ONLINE)));
    assertEquals(3, counters.get(WatchCounter.CHANGES));
  }

  @Test
  void theFirstListenerThatFailsDoesNotKeepTheNext() throws InterruptedException {
    add(
        status -> {
          throw new IllegalStateException("broken");
        });
    List<NetworkState> heard = hearing();
    round(true);
    eventually("the next one hears", () -> heard.size() == 1);
    eventually("it is counted", () -> counters.get(WatchCounter.LISTENERS_FAILED) == 1);
  }

  @Test
  void aListenerThatHangsCostsWhatItWouldHearAndNothingMore() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    add(
        status -> {
          try {
            released.await();
          } catch (InterruptedException closing) {
            return;
          }
        });
    for (int i = 0; i < 200; i++) {
      round(true, false);
    }
    assertTrue(counters.get(WatchCounter.CHANGES_UNTOLD) > 100);
    released.countDown();
  }

  @Test
  void failedRoundsLeadUpTheLadder() throws InterruptedException {
    round(true, false, false);
    assertEquals(2, watch.status().failures());
    assertEquals(0, recoveries.get());
    round(false);
    assertEquals(1, recoveries.get());
    round(true);
    assertEquals(0, watch.status().failures());
  }

  @Test
  void roundsThatWereAskedForDoNotLeadUpTheLadder() throws InterruptedException {
    well = false;
    for (int i = 0; i < 20; i++) {
      watch.round(options(3600), false);
    }
    assertEquals(1, watch.status().failures());
    assertEquals(0, recoveries.get());
  }

  @Test
  void whereNothingIsToBeCheckedNobodyIsToWait() throws InterruptedException {
    watch.round(NetworkWatchOptions.NONE, true);
    assertEquals(NetworkState.ONLINE, watch.status().state());
    assertEquals(List.of(), watch.status().checks());
  }

  @Test
  void headEndsThatMayComeAreAwaited() throws InterruptedException {
    NetworkWatchOptions options =
        NetworkWatchOptions.of(
            Annotations.of(NetworkWatchConfig.class, Map.of("headEnds", "CONNECT")));
    watch.round(options, true);
    assertEquals(NetworkState.UNKNOWN, watch.status().state());
    headEnds.add(check());
    watch.round(options, false);
    assertEquals(NetworkState.ONLINE, watch.status().state());
  }

  @Test
  void whatIsAskedForIsDoneAtOnce() {
    WatchAgent agent = new WatchAgent(watch, options(3600));
    try {
      eventually("the first round", () -> rounds.get() == 1);
      agent.checkNow();
      eventually("the extra round", () -> rounds.get() == 2);
      agent.apply(options(3600));
      eventually("the one after a change", () -> rounds.get() == 3);
    } finally {
      agent.close();
    }
  }

  /** Whoever asks again and again, as head ends that come and go do. */
  @Test
  void whatIsAskedForDoesNotPutOffWhatIsDue() {
    well = false;
    WatchAgent agent = new WatchAgent(watch, options(1));
    try {
      eventually(
          "two rounds that were due",
          () -> {
            agent.checkNow();
            return watch.status().failures() >= 3;
          });
      assertTrue(rounds.get() > 3);
    } finally {
      agent.close();
    }
  }

  @Test
  void theRunningTimeIsKeptAtTheEnd() throws Exception {
    Files.writeString(folder.resolve("memory"), "damaged");
    AtomicLong nanos = new AtomicLong();
    Climb other =
        new Climb(
            new Actions(actions),
            () -> new Memory(new MemoryFile(folder), nanos::get),
            counters,
            Clock.systemUTC());
    Watch watched =
        new Watch(() -> headEnds, runner, other, listeners, UNKNOWN, counters, Clock.systemUTC());
    WatchAgent agent = new WatchAgent(watched, options(3600));
    eventually("the first round", () -> rounds.get() == 1);
    nanos.addAndGet(Duration.ofSeconds(100).toNanos());
    agent.close();
    other.close();
    assertTrue(Files.readString(folder.resolve("memory")).contains("clock 100\n"));
  }

  private void round(boolean... results) throws InterruptedException {
    for (boolean result : results) {
      well = result;
      watch.round(options(3600), true);
    }
  }

  private NetworkWatchOptions options(int seconds) {
    if (actions.size() == 0) {
      actions.add(FakeReference.with(Map.of(RecoveryAction.NAME, "a")));
    }
    return new NetworkWatchOptions(
        List.of(check()),
        HeadEndChecks.OFF,
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(5),
        Stream.of("3:a").map(it -> Step.parse(it).orElseThrow()).toList(),
        false);
  }

  private Check check() {
    return new Check() {
      @Override
      public String name() {
        return "c";
      }

      @Override
      public String run(Duration atMost) throws CheckFailedException {
        rounds.incrementAndGet();
        if (!well) {
          throw new CheckFailedException("away");
        }
        return "there";
      }
    };
  }

  private String recover(String why) {
    recoveries.incrementAndGet();
    return "";
  }

  private List<NetworkState> hearing() {
    List<NetworkState> heard = new CopyOnWriteArrayList<>();
    add(status -> heard.add(status.state()));
    return heard;
  }

  private void add(NetworkListener listener) {
    ServiceReference<NetworkListener> reference = FakeReference.with(Map.of());
    registered.put(reference, listener);
    listeners.add(reference);
  }
}
