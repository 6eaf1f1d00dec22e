/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.network.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;
import org.meterway.api.status.Counters;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

class ClimbTest {
  private static final Clock WALL =
      Clock.fixed(Instant.parse("2026-11-26T06:20:47Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private final Map<ServiceReference<RecoveryAction>, RecoveryAction> registered = new HashMap<>();
  private final Services<RecoveryAction> services =
      new Services<>(registered::get, reference -> {});
  private final Counters<WatchCounter> counters = new Counters<>(WatchCounter.class);
  private final List<String> called = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private String fileSystem = "ext4";
  private Climb climb;

  @AfterEach
  void close() {
    released.countDown();
    if (climb != null) {
      climb.close();
    }
  }

  @Test
  void anActionIsCalledWithWhatFailed() throws InterruptedException {
    given(true, "1:a");
    action("a", Map.of(), why -> "radio was off for 5 s (" + why + ")");
    assertTrue(climb.failed(1, "dns failed"));
    assertEquals(List.of("a"), called);
    assertTrue(fact("step 1:a").contains("done at 2026-11-26T06:20:47Z: radio was off"));
    assertTrue(fact("step 1:a").contains("(dns failed)"));
    assertEquals(1, counters.get(WatchCounter.ACTIONS));
  }

  @Test
  void theHigherRankingIsCalled() throws InterruptedException {
    given(true, "1:a");
    action("a", Map.of(Constants.SERVICE_RANKING, -1), why -> "the last resort");
    action("a", Map.of(), why -> "the better one");
    action("a", Map.of(Constants.SERVICE_RANKING, -2), why -> "the very last resort");
    climb.failed(1, "");
    assertTrue(fact("step 1:a").contains("the better one"), fact("step 1:a"));
  }

  @Test
  void aFailureIsToldInItsWords() throws InterruptedException {
    given(true, "1:a");
    action(
        "a",
        Map.of(),
        why -> {
          throw new RecoveryException("the modem does not answer");
        });
    climb.failed(1, "");
    assertTrue(fact("step 1:a").contains("failed at 2026-11-26T06:20:47Z: the modem does not"));
    assertEquals(1, counters.get(WatchCounter.ACTIONS_FAILED));
  }

  @Test
  void anActionThatBreaksIsAFailure() throws InterruptedException {
    given(true, "1:a");
    action(
        "a",
        Map.of(),
        why -> {
          throw new IllegalStateException("broken");
        });
    climb.failed(1, "");
    assertTrue(fact("step 1:a").contains("broken"));
  }

  @Test
  void anActionThatTakesTooLongIsInterrupted() throws InterruptedException {
    given(true, "1:a;timeout=1s;repeat=1", "2:b");
    action(
        "a",
        Map.of(),
        why -> {
          released.await();
          return "";
        });
    action("b", Map.of(), why -> "");
    climb.failed(1, "");
    assertTrue(fact("step 1:a").contains("it did not end within 1s"), fact("step 1:a"));
    assertEquals(1, counters.get(WatchCounter.ACTIONS_TIMED_OUT));
    climb.failed(2, "");
    assertEquals(List.of("a", "a"), called);
  }

  @Test
  void nothingIsCalledBesideAnActionThatCannotBeInterrupted() throws InterruptedException {
    given(true, "1:a;timeout=1s", "2:b");
    action("a", Map.of(), why -> hang());
    action("b", Map.of(), why -> "");
    climb.failed(1, "");
    assertTrue(fact("step 1:a").contains("it goes on although"), fact("step 1:a"));
    climb.failed(2, "");
    assertEquals(List.of("a"), called);
    assertTrue(climb.obstacle().contains("has not ended"), climb.obstacle());
    released.countDown();
    eventually("b is called", () -> calls(3));
    assertEquals(List.of("a", "b"), called);
  }

  @Test
  void aMissingActionIsSaidAndDoesNotKeepTheNext() throws InterruptedException {
    given(true, "1:a", "2:b");
    action("b", Map.of(), why -> "");
    assertFalse(climb.failed(1, ""));
    assertEquals("step 1:a is not taken: there is no recovery action a", climb.obstacle());
    assertTrue(fact("step 1:a").startsWith("no such action"), fact("step 1:a"));
    climb.failed(2, "");
    climb.failed(3, "");
    assertEquals(List.of("b"), called);
    assertEquals(1, counters.get(WatchCounter.STEPS_WITHOUT_ACTION));
  }

  @Test
  void whatEndsTheRunIsPassedOverUnlessThatIsWanted() throws InterruptedException {
    given(false, "1:restart-host", "2:own");
    action("restart-host", Map.of(RecoveryAction.ENDS_RUN, true), why -> "");
    action("own", Map.of(RecoveryAction.ENDS_RUN, true), why -> "");
    climb.failed(1, "");
    climb.failed(2, "");
    assertEquals(List.of(), called);
    assertEquals(2, counters.get(WatchCounter.STEPS_SWITCHED_OFF));
    assertTrue(fact("step 1:restart-host").startsWith("off, as restartHost is"));
    assertEquals("", climb.obstacle(), "that is as it was configured");
  }

  @Test
  void aRestartIsOnDiskBeforeItIsDone() throws InterruptedException {
    given(true, "1:restart-host");
    List<String> found = new ArrayList<>();
    action(
        "restart-host",
        Map.of(RecoveryAction.ENDS_RUN, true),
        why -> {
          found.add(read());
          return "";
        });
    climb.failed(1, "");
    assertEquals(1, found.size());
    assertTrue(found.get(0).contains("used restart-host 0 2026-11-26T06:20:47Z"), found.get(0));
  }

  @Test
  void aRestartThatCannotBeRememberedIsNotDone() throws Exception {
    given(true, folder.resolve("data").resolve("network"), "1:restart-host", "2:a");
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    action("restart-host", Map.of(RecoveryAction.ENDS_RUN, true), why -> "");
    action("a", Map.of(), why -> "");
    assertFalse(climb.failed(1, ""));
    assertTrue(climb.obstacle().contains("could not be remembered"), climb.obstacle());
    climb.failed(2, "");
    assertEquals(List.of("a"), called);
    assertEquals(1, counters.get(WatchCounter.RESTARTS_REFUSED));
  }

  @Test
  void aRestartThatAMemoryInMemoryWouldForgetIsNotDone() throws InterruptedException {
    fileSystem = "tmpfs";
    given(true, "1:restart-host");
    action("restart-host", Map.of(RecoveryAction.ENDS_RUN, true), why -> "");
    assertFalse(climb.failed(1, ""));
    assertEquals(List.of(), called);
    assertTrue(climb.obstacle().contains("is on a file system in memory (tmpfs)"));
  }

  private void given(boolean endsRuns, String... steps) {
    given(endsRuns, folder, steps);
  }

  private void given(boolean endsRuns, Path memory, String... steps) {
    climb =
        new Climb(
            new Actions(services),
            () -> new Memory(new MemoryFile(memory, path -> fileSystem), () -> 0),
            counters,
            WALL);
    climb.configure(Stream.of(steps).map(it -> Step.parse(it).orElseThrow()).toList(), endsRuns);
  }

  private void action(String name, Map<String, Object> properties, RecoveryAction action) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(RecoveryAction.NAME, name);
    ServiceReference<RecoveryAction> reference = FakeReference.with(all);
    registered.put(
        reference,
        why -> {
          called.add(name);
          return action.recover(why);
        });
    services.add(reference);
  }

  private boolean calls(int failures) {
    try {
      return climb.failed(failures, "");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String hang() {
    while (released.getCount() > 0) {
      try {
        released.await();
      } catch (InterruptedException ignored) {
        Thread.onSpinWait();
      }
    }
    return "";
  }

  private String read() {
    try {
      return Files.readString(folder.resolve("memory"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String fact(String name) {
    return climb.facts().get(name);
  }
}
