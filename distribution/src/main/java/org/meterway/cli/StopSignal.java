/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or a TERM signal) as a request that a command can wait for. The process ends when the
 * command has called {@link #close}, or ten seconds later, with the status of {@link #endWith}.
 */
public final class StopSignal implements AutoCloseable {
  private static final long GRACE_SECONDS = 10;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int exitStatus = ExitStatus.FAULT;
  private final Thread hook = new Thread(this::askAndWait, "meterway-interrupt");

  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Waits for the request; {@code false} when the limit has passed first. */
  public boolean await(Duration limit) throws InterruptedException {
    return asked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether the request is there. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Notes the exit status of the command, and returns it. */
  public int endWith(int status) {
    exitStatus = status;
    return status;
  }

  /** The command has ended and all its output is written. */
  @Override
  public void close() {
    done.countDown();
    if (asked.getCount() > 0) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void askAndWait() {
    asked.countDown();
    try {
      done.await(GRACE_SECONDS, TimeUnit.SECONDS);
      // Otherwise the status would tell of the signal, not of the command.
      Runtime.getRuntime().halt(exitStatus);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
