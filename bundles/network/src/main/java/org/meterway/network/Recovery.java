/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;

/**
 * Calls recovery actions on a thread of their own, one at a time. One that does not end in time is
 * interrupted, and if it does not end then either, it is left behind: no other one is called before
 * it has ended. Used by one thread.
 */
final class Recovery implements AutoCloseable {
  /** How long an action may take to clean up once it was interrupted. */
  private static final Duration CLEAN_UP = Duration.ofSeconds(5);

  private final ThreadPoolExecutor thread = Threads.single("meterway-network-recovery", 1);
  private volatile boolean busy;

  /** How a call has ended. */
  enum Outcome {
    DONE,
    FAILED,
    TIMED_OUT
  }

  /** How a call has ended, and what became of it in words. */
  record Report(Outcome outcome, String words) {}

  /** Whether a call has still not returned. */
  boolean isBusy() {
    return busy;
  }

  /** Calls an action and waits until it has ended, or its time has passed. */
  Report call(RecoveryAction action, String why, Duration atMost) throws InterruptedException {
    busy = true;
    Future<String> call =
        thread.submit(
            () -> {
              try {
                return action.recover(why);
              } finally {
                busy = false;
              }
            });
    try {
      return new Report(Outcome.DONE, words(call.get(atMost.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (ExecutionException e) {
      return new Report(Outcome.FAILED, reason(e.getCause()));
    } catch (TimeoutException e) {
      call.cancel(true);
      boolean ended = hasEnded();
      return new Report(
          Outcome.TIMED_OUT,
          "it did not end within "
              + Limit.inWords(atMost)
              + (ended ? "" : ", and it goes on although it was interrupted"));
    } catch (InterruptedException e) {
      call.cancel(true);
      throw e;
    }
  }

  /** The thread takes one task after the other: once it takes this one, the call is over. */
  private boolean hasEnded() throws InterruptedException {
    try {
      thread.submit(() -> {}).get(CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static String words(String result) {
    return result == null || result.isBlank() ? "done" : result;
  }

  private static String reason(Throwable cause) {
    return cause instanceof RecoveryException && cause.getMessage() != null
        ? cause.getMessage()
        : cause.toString();
  }

  /** Interrupts what is under way and gives it a moment to clean up. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
