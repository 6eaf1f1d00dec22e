/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.Counters;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.transport.WebExchange;

/** All open streams: so many and no more, each with a sign of life now and then. Thread-safe. */
final class EventStreams implements AutoCloseable {
  static final int MOST = 16;

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Counters<PageCounter> counters;
  private final Set<QueuedEvents> open = new HashSet<>();
  private ScheduledExecutorService heart;
  private boolean closed;

  EventStreams(Counters<PageCounter> counters) {
    this.counters = counters;
  }

  /** Whether another stream would be refused; counted. */
  synchronized boolean isFull() {
    boolean full = closed || open.size() >= MOST;
    if (full) {
      counters.increment(PageCounter.STREAMS_REFUSED);
    }
    return full;
  }

  synchronized int size() {
    return open.size();
  }

  EventStream begin(WebExchange exchange) throws IOException {
    QueuedEvents events = new QueuedEvents(this::ended);
    synchronized (this) {
      open.add(events);
      if (heart == null && !closed) {
        heart = Executors.newSingleThreadScheduledExecutor(EventStreams::thread);
        long pause = HEARTBEAT.toMillis();
        heart.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
      }
    }
    counters.increment(PageCounter.STREAMS);
    try {
      events.attach(exchange);
    } catch (IOException | RuntimeException e) {
      events.close();
      throw e;
    }
    return events;
  }

  private void ended(QueuedEvents events) {
    if (events.isTooSlow()) {
      counters.increment(PageCounter.STREAMS_TOO_SLOW);
    }
    synchronized (this) {
      open.remove(events);
      if (open.isEmpty() && heart != null) {
        heart.shutdown();
        heart = null;
      }
    }
  }

  /** A sign of life to each listener. */
  void beat() {
    List<QueuedEvents> all;
    synchronized (this) {
      all = List.copyOf(open);
    }
    all.forEach(QueuedEvents::heartbeat);
  }

  /** Ends all that are open now. */
  void closeAll() {
    List<QueuedEvents> all;
    synchronized (this) {
      all = List.copyOf(open);
    }
    all.forEach(QueuedEvents::close);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    closeAll();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "meterway-web-streams");
    thread.setDaemon(true);
    return thread;
  }
}
