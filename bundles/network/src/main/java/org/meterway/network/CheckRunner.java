/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.meterway.api.network.NetworkCheck;

/**
 * Runs the checks of a round, a few at a time, each within the time that it has. One that hangs, as
 * a lookup of a name may, is left behind: the round goes on without it, and it is not started again
 * before it has come back. Used by one thread.
 */
final class CheckRunner implements AutoCloseable {
  private static final int AT_A_TIME = 4;
  private static final int IDLE_SECONDS = 10;

  /** What a check may take beyond its time: most of them keep to it themselves. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE, // At most one a check: none is started twice.
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Threads.named("meterway-network-check"));

  /** What has not come back since an earlier round. */
  private final Map<String, Run> hanging = new HashMap<>();

  /** How many did not come back in time. */
  int hanging() {
    return hanging.size();
  }

  /**
   * Runs all checks.
   *
   * @return what each has found, in the same order
   */
  List<NetworkCheck> run(List<Check> checks, Duration limit) throws InterruptedException {
    hanging.values().removeIf(run -> run.found != null);
    BlockingQueue<Run> ended = new LinkedBlockingQueue<>();
    NetworkCheck[] found = new NetworkCheck[checks.size()];
    Deque<Integer> waiting = new ArrayDeque<>();
    for (int i = 0; i < found.length; i++) {
      waiting.add(i);
    }
    List<Run> running = new ArrayList<>();
    while (!waiting.isEmpty() || !running.isEmpty()) {
      while (!waiting.isEmpty() && running.size() < AT_A_TIME) {
        int next = waiting.remove();
        Check check = checks.get(next);
        Run before = hanging.get(check.name());
        if (before == null) {
          running.add(start(check, next, limit, ended));
        } else {
          found[next] = before.overdue("has not answered yet");
        }
      }
      Run one = running.isEmpty() ? null : ended.poll(running.get(0).left(), TimeUnit.NANOSECONDS);
      if (one != null) {
        found[one.index] = one.found;
        running.remove(one);
      }
      leaveBehind(running, found);
    }
    return List.of(found);
  }

  private Run start(Check check, int index, Duration limit, BlockingQueue<Run> ended) {
    Run run = new Run(check, index, limit);
    run.future = threads.submit(() -> run.run(ended));
    return run;
  }

  private void leaveBehind(List<Run> running, NetworkCheck[] found) {
    for (Iterator<Run> all = running.iterator(); all.hasNext(); ) {
      Run run = all.next();
      if (run.left() <= 0 && run.found == null) {
        run.future.cancel(true);
        hanging.put(run.check.name(), run);
        found[run.index] = run.overdue("did not answer");
        all.remove();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** One check on its way. */
  private static final class Run {
    private final Check check;
    private final int index;
    private final Duration limit;
    private final long start = System.nanoTime();
    private Future<?> future;
    private volatile NetworkCheck found;

    Run(Check check, int index, Duration limit) {
      this.check = check;
      this.index = index;
      this.limit = limit;
    }

    void run(BlockingQueue<Run> ended) {
      try {
        found = result(true, check.run(limit));
      } catch (CheckFailedException e) {
        found = result(false, e.getMessage());
      } catch (InterruptedException e) {
        found = result(false, "interrupted");
      } catch (RuntimeException | LinkageError e) {
        found = result(false, "the check failed itself: " + e);
      }
      ended.add(this);
    }

    private NetworkCheck result(boolean passed, String reason) {
      return new NetworkCheck(check.name(), passed, reason, took());
    }

    NetworkCheck overdue(String what) {
      return result(false, "it " + what + " within " + Limit.inWords(limit));
    }

    private Duration took() {
      return Duration.ofNanos(System.nanoTime() - start);
    }

    long left() {
      return limit.plus(GRACE).toNanos() - (System.nanoTime() - start);
    }
  }
}
