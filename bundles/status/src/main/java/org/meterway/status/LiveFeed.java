/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is sent to all who look: the state when it changes, about once a second, and messages. While
 * nobody looks there is no thread, no message is heard, and nothing is asked for its state.
 * Thread-safe.
 */
final class LiveFeed implements MessageListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long TICK_MILLIS = 250;
  private static final int TICKS_A_SNAPSHOT = 4;
  private static final long KEEP_ALIVE_SECONDS = 5;
  private static final long CLOSE_SECONDS = 2;

  private final Supplier<Snapshot> overview;
  private final Consumer<Boolean> watched;
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  private final RateLimit failureLog = new RateLimit();
  private final AtomicLong numbers = new AtomicLong();

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, LiveFeed::thread);

  /** Only the feed's thread uses these. */
  private Snapshot last;

  private int ticks;
  private boolean running;

  /**
   * A feed to nobody.
   *
   * @param watched told whether messages are wanted, when that changes
   */
  LiveFeed(Supplier<Snapshot> overview, Consumer<Boolean> watched) {
    this.overview = overview;
    this.watched = watched;
    thread.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
  }

  /** Shows everything to a viewer, and from now on what changes. */
  void join(Viewer viewer) {
    try {
      thread.execute(() -> welcome(viewer));
    } catch (RejectedExecutionException closed) {
      viewer.close();
    }
  }

  private void welcome(Viewer viewer) {
    try {
      // The others learn first what is new, so that all go on from the same state.
      lookAround();
    } catch (RuntimeException e) {
      failed(e);
      viewer.close();
      return;
    }
    viewer.send("status", last.json());
    viewers.add(viewer);
    if (!running) {
      running = true;
      watched.accept(true);
      next();
    }
  }

  private void next() {
    try {
      thread.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // The last one.
      return;
    }
  }

  private void tick() {
    try {
      viewers.forEach(Viewer::sendMessages);
      if (++ticks % TICKS_A_SNAPSHOT == 0) {
        lookAround();
        viewers.removeIf(viewer -> !viewer.isThere());
      }
    } catch (RuntimeException e) {
      failed(e);
    }
    if (viewers.isEmpty()) {
      rest();
    } else {
      next();
    }
  }

  private void failed(RuntimeException cause) {
    if (failureLog.permits()) {
      LOG.error("The live events of the status page failed; they go on", cause);
    }
  }

  private void lookAround() {
    Snapshot now = overview.get();
    if (last != null && !now.sameAs(last) && !viewers.isEmpty()) {
      String changes = now.changesSince(last);
      viewers.forEach(viewer -> viewer.send("change", changes));
    }
    last = now;
  }

  private void rest() {
    if (running) {
      running = false;
      last = null;
      watched.accept(false);
    }
  }

  /** On the thread that reads a port: nothing is copied that nobody is shown. */
  @Override
  public void received(String link, Message message, byte[] buffer, int offset, int length) {
    Heard heard = null;
    for (Viewer viewer : viewers) {
      if (viewer.wants(link, message.protocol())) {
        if (heard == null) {
          int shown = Math.min(length, Heard.MOST_BYTES);
          heard =
              new Heard(
                  numbers.incrementAndGet(),
                  Instant.now(),
                  link,
                  message,
                  length,
                  Arrays.copyOfRange(buffer, offset, offset + shown));
        }
        viewer.add(heard);
      }
    }
  }

  /** Ends within two seconds. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    viewers.forEach(Viewer::close);
    viewers.clear();
    rest();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "meterway-status");
    thread.setDaemon(true);
    return thread;
  }
}
