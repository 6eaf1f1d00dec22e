/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.Counters;
import org.meterway.dlms.push.PushListener;
import org.meterway.dlms.push.PushOptions;
import org.meterway.dlms.push.PushSink;
import org.meterway.dlms.security.ReceivedCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one listener listening: a thread that opens it, and opens it again where its address or
 * line was not there or has failed.
 */
final class PushAgent {
  private static final Logger LOG = LoggerFactory.getLogger(PushAgent.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** Datagrams overtake each other. */
  private static final int UDP_WINDOW = 16;

  /** What a listener is like right now. */
  record Shown(State state, String reason, Instant since, String address) {}

  /** Whether it listens. */
  enum State {
    /** Not yet, or no more. */
    CLOSED,
    /** It does. */
    LISTENING,
    /** It cannot; it is tried again. */
    FAILED
  }

  private final String name;
  private final SharedLines lines;
  private final PushSink sink;
  private final Counters<PushCounter> counters;
  private final Clock clock;
  private final Duration retry;
  private final Optional<ReceivedShelf> shelf;
  private final Thread thread;
  private final Semaphore nudge = new Semaphore(0);

  /** Null before the first valid ones. */
  private volatile PushListenerOptions options;

  private volatile KeyBook book;
  private volatile Shown shown;
  private volatile boolean renew;
  private volatile boolean stopped;

  // Used by the thread only.
  private PushListenerOptions used;
  private ReceivedCounters received;
  private String shelfProblem = "";
  private PushListener listener;

  /** One that does nothing before it has {@linkplain #apply options}. */
  PushAgent(
      String name,
      SharedLines lines,
      PushSink sink,
      Counters<PushCounter> counters,
      Clock clock,
      Duration retry,
      Optional<ReceivedShelf> shelf) {
    this.name = name;
    this.lines = lines;
    this.sink = sink;
    this.counters = counters;
    this.clock = clock;
    this.retry = retry;
    this.shelf = shelf;
    this.shown = new Shown(State.CLOSED, "", clock.instant(), "");
    this.thread = new Thread(this::run, "meterway-dlms-listen-" + name);
    thread.setDaemon(true);
  }

  /** Takes options: the first ones start it, others open the listener anew. */
  void apply(PushListenerOptions changed) {
    PushListenerOptions before = options;
    options = changed;
    if (before == null) {
      thread.start();
    } else if (!before.equals(changed)) {
      lineChanged();
    }
  }

  /** The line is another one, or is to be. What is shown of the one before holds no more. */
  void lineChanged() {
    show(State.CLOSED, "", "");
    renew = true;
    nudge.release();
  }

  Shown shown() {
    return shown;
  }

  /** The keys in use; null before the first. */
  KeyBook book() {
    return book;
  }

  /** Closes the listener for good, within a bound. */
  void close() throws InterruptedException {
    stopped = true;
    nudge.release();
    if (options != null && Thread.currentThread() != thread) {
      thread.join(CLOSE_LIMIT.toMillis());
      if (thread.isAlive()) {
        LOG.warn("Listener {}: its thread does not return and is left", name);
      }
    }
  }

  private void run() {
    while (!stopped) {
      attempt();
      remember();
      try {
        nudge.tryAcquire(retry.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        LOG.debug("Listener {}: a pause was interrupted", name); // Only close() ends it.
      }
    }
    closeListener();
    remember();
    show(State.CLOSED, "", "");
  }

  /** As {@link #keepListening}, and survives what nobody expects. */
  private void attempt() {
    try {
      keepListening();
    } catch (RuntimeException e) {
      if (!shown.reason().endsWith(e.toString())) {
        LOG.error("Listener {} failed unexpectedly", name, e);
      }
      fail("internal error: " + e);
      renew = true;
    }
  }

  private void keepListening() {
    nudge.drainPermits();
    boolean isOver = listener == null || !listener.isListening();
    if (isOver || renew) {
      renew = false;
      closeListener();
      open(options);
    } else if (book != null) {
      book.look();
    }
  }

  private void open(PushListenerOptions wanted) {
    try {
      PushOptions with = wanted.toPushOptions(keys(wanted), received);
      listener =
          switch (wanted.source()) {
            case TCP -> PushListener.tcp(address(wanted), with, sink);
            case UDP -> PushListener.udp(address(wanted), with, sink);
            case PORT, LINK -> line(with);
          };
      InetSocketAddress bound = listener.address();
      show(State.LISTENING, "", bound == null ? lines.inWords() : words(bound));
    } catch (IOException e) {
      counters.increment(PushCounter.OPEN_FAILURES);
      fail(Failures.words(e));
    }
  }

  private PushListener line(PushOptions with) throws IOException {
    SharedLine line = lines.line();
    line.open(); // The listener's thread does so too; here it says what is wrong.
    return PushListener.line(name, line, with, sink);
  }

  /** Counters that were received hold as long as the keys do. */
  private KeyBook keys(PushListenerOptions wanted) {
    boolean isSame =
        used != null && used.keys().equals(wanted.keys()) && used.source() == wanted.source();
    if (!isSame) {
      boolean isUdp = wanted.source() == PushListenerOptions.Source.UDP;
      received = new ReceivedCounters(isUdp ? UDP_WINDOW : 0);
    }
    used = wanted;
    if (!isSame || book == null) {
      KeyBook fresh = new KeyBook(wanted.keys(), received, System::nanoTime);
      fresh.look();
      KeyBook before = book;
      book = fresh;
      recall(fresh);
      if (before != null) {
        before.close();
      }
    }
    return book;
  }

  /** What was received before a restart, with the keys of now, is not taken once more. */
  private void recall(KeyBook keys) {
    if (shelf.isEmpty()) {
      return;
    }
    try {
      shelf
          .get()
          .load()
          .forEach(
              (title, kept) -> {
                if (kept.key().equals(keys.digest(title))) {
                  received.restore(HexFormat.of().parseHex(title), kept.highest());
                }
              });
    } catch (IOException e) {
      LOG.error(
          "Listener {}: what was pushed before may be taken once more: {}", name, e.getMessage());
    }
  }

  private void remember() {
    if (shelf.isEmpty() || received == null) {
      return;
    }
    SortedMap<String, ReceivedShelf.Kept> current = new TreeMap<>();
    received
        .highest()
        .forEach(
            (title, highest) -> {
              String key = book.digest(title);
              if (!key.isEmpty()) {
                current.put(title, new ReceivedShelf.Kept(highest, key));
              }
            });
    try {
      shelf.get().save(current);
      shelfProblem = "";
    } catch (IOException e) {
      if (!e.toString().equals(shelfProblem)) {
        shelfProblem = e.toString();
        LOG.warn("Listener {}: received counters cannot be kept: {}", name, shelfProblem);
      }
    }
  }

  private static InetSocketAddress address(PushListenerOptions wanted) throws IOException {
    InetSocketAddress address = new InetSocketAddress(wanted.host(), wanted.port());
    if (address.isUnresolved()) {
      throw new IOException("no address is known of host '" + wanted.host() + "'");
    }
    return address;
  }

  private static String words(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private void closeListener() {
    PushListener before = listener;
    listener = null;
    if (before != null) {
      before.close();
    }
  }

  private void fail(String reason) {
    if (!shown.reason().equals(reason)) {
      LOG.warn("Listener {} cannot listen: {}", name, reason);
    }
    show(State.FAILED, reason, "");
  }

  private synchronized void show(State state, String reason, String address) {
    Shown before = shown;
    if (before.state() != state
        || !before.reason().equals(reason)
        || !before.address().equals(address)) {
      shown = new Shown(state, reason, clock.instant(), address);
    }
  }
}
