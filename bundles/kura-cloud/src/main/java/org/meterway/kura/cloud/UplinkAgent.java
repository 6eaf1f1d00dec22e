/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraPayload;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.StoredPayload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands payloads to Kura one after the other, on a thread of its own, since publish() writes to
 * Kura's message store. A payload that Kura does not take stays at the front and is tried again.
 * What Kura took is removed from the queue at once, or when it is confirmed; what nobody confirms
 * is published again.
 */
final class UplinkAgent {
  /** Message property: the head end's name, for {@code $headEnd} in a publisher's topic. */
  static final String HEAD_END = "headEnd";

  /** Message property: the same, for {@code $assetName}, which Kura's own default topics hold. */
  static final String ASSET_NAME = "assetName";

  /** How long closing waits for Kura. */
  private static final long PATIENCE_ON_CLOSE_MS = 2000;

  /** The most bytes that are published and not confirmed; a longer payload goes alone. */
  private static final long MOST_WINDOW_BYTES = 4 << 20;

  /** The connection is asked so often even when nobody tells of a change. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = LoggerFactory.getLogger(UplinkAgent.class);

  /** What came of an attempt to publish. */
  private enum Outcome {
    GO_ON,
    REFUSED,
    NOTHING_TO_DO
  }

  /** What is shown of the head end. */
  record Shown(HeadEndState state, String reason, Instant since, Connection connection) {}

  private final String name;
  private final Environment environment;
  private final PayloadQueue queue;
  private final ChosenService<PublisherLine> publisher;
  private final ConnectionManagers connections;
  private final Confirmations confirmations;
  private final Counters<CloudCounter> counters;
  private final RateLimit bugLog = new RateLimit();
  private final Runnable onChange;
  private final Thread thread;
  private final Map<String, Object> messageProperties;
  private final ReasonLog reasonLog;
  private final RateLimit overflowLog;

  private volatile CloudSettings settings;
  private volatile Shown shown =
      new Shown(HeadEndState.CONNECTING, "", Instant.now(), Connection.UNKNOWN);
  private volatile boolean closing;
  private volatile boolean draining;
  private volatile boolean aborted;

  // Agent's thread only.
  private final Backoff backoff = new Backoff();
  private final ConfirmationWatch watch = new ConfirmationWatch();
  private final Deque<StoredPayload> taken = new ArrayDeque<>();
  private final Deque<Confirmations.Published> again = new ArrayDeque<>();
  private CloudSettings applied;
  private PublisherLine line;
  private String endpoint = "";
  private Connection connection = Connection.UNKNOWN;
  private boolean everTaken;
  private boolean confirmsNothing;
  private long confirmedBefore;
  private long reportedDrops;
  private String failure = "";

  /**
   * An agent that is not started.
   *
   * @param onChange called on the agent's thread when {@link #shown} has changed; must not wait
   */
  UplinkAgent(
      String name,
      CloudSettings settings,
      Environment environment,
      PayloadQueue queue,
      ChosenService<PublisherLine> publisher,
      ConnectionManagers connections,
      Confirmations confirmations,
      Counters<CloudCounter> counters,
      Runnable onChange) {
    this.name = name;
    this.settings = settings;
    applied = settings;
    this.environment = environment;
    this.queue = queue;
    this.publisher = publisher;
    this.connections = connections;
    this.confirmations = confirmations;
    this.counters = counters;
    this.onChange = onChange;
    messageProperties = Map.of(HEAD_END, name, ASSET_NAME, name);
    reasonLog = new ReasonLog(name);
    overflowLog = new RateLimit(environment.nanoTime());
    thread = new Thread(this::run, "meterway-cloud-up-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Shown shown() {
    return shown;
  }

  void apply(CloudSettings newSettings) {
    settings = newSettings;
    wakeup();
  }

  /** Looks at the queue, the clock and all states again. */
  void wakeup() {
    LockSupport.unpark(thread);
  }

  /**
   * Ends the thread, after the call of publish() that is under way; what would be lost with the
   * memory is handed to Kura first, for as long as Kura takes it. Takes {@value
   * #PATIENCE_ON_CLOSE_MS} ms at most. A call that does not return is left behind and never
   * interrupted: an interrupt within its file access could close Kura's database for everybody.
   */
  void close() {
    draining = !queue.status().onDisk();
    closing = true;
    wakeup();
    try {
      thread.join(PATIENCE_ON_CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    aborted = true;
    if (thread.isAlive()) {
      LOG.warn("{}: Kura's publisher is still busy after {} ms", name, PATIENCE_ON_CLOSE_MS);
    }
    shown = new Shown(HeadEndState.CLOSED, "", Instant.now(), Connection.UNKNOWN);
    onChange.run();
  }

  // --- The thread

  private void run() {
    runUntilClosed();
    if (!aborted) {
      removeDelivered();
    }
  }

  private void runUntilClosed() {
    while (!aborted) {
      // Looked at first: what failed just before closing gets one more attempt.
      boolean ending = closing;
      if (ending && !draining) {
        return;
      }
      long wait;
      try {
        wait = runOnce(ending);
      } catch (RuntimeException | Error e) {
        if (bugLog.permits()) {
          LOG.error("{}: unexpected failure, going on", name, e);
        }
        wait = LOOK_AGAIN_NANOS;
      }
      if (wait > 0) {
        if (ending) {
          return;
        }
        LockSupport.parkNanos(this, Math.min(wait, LOOK_AGAIN_NANOS));
        // Kura's code may have left an interrupt behind, with which parking would never wait again.
        Thread.interrupted();
      }
    }
  }

  /** Does what is due; returns how many nanoseconds to wait, 0 if there is more to do. */
  private long runOnce(boolean ending) {
    long now = environment.nanoTime().getAsLong();
    if (applied != settings) {
      applied = settings;
      backoff.reset();
    }
    removeDelivered();
    usePublisher(publisher.current());
    lookAtConnection();
    long wait = watchConfirmations(now);
    if (line != null) {
      wait = Math.min(wait, publishNext(now, ending));
    }
    show();
    if (wait > 0) {
      tellDrops();
    }
    return wait;
  }

  private void usePublisher(PublisherLine current) {
    if (current == line) {
      return;
    }
    line = current;
    backoff.reset();
    failure = "";
    everTaken = false;
    confirmsNothing = false;
    if (current != null && !current.endpoint().equals(endpoint)) {
      endpoint = current.endpoint();
      confirmations.forget();
      publishAgain();
    }
  }

  private void lookAtConnection() {
    Connection before = connection;
    connection = line == null ? Connection.UNKNOWN : connections.ask(line.endpoint());
    if (line != null && connection == Connection.UNKNOWN) {
      connection = line.heard();
    }
    if (before == Connection.UP && connection == Connection.DOWN) {
      counters.increment(CloudCounter.CONNECTION_LOSSES);
    }
  }

  /** Delivered is what Kura took, or what is confirmed. */
  private void removeDelivered() {
    OptionalLong last;
    if (applied.delivery() == Delivery.WRITTEN) {
      last = confirmations.takeWritten();
      again.clear();
    } else {
      last = confirmations.takeConfirmed();
      confirmations.takeOvertaken().ifPresent(again::addLast);
    }
    last.ifPresent(queue::remove);
  }

  /** Publishes again what was not confirmed in time; returns how long to wait for that. */
  private long watchConfirmations(long now) {
    long confirmed = confirmations.confirmedSoFar();
    if (confirmed != confirmedBefore || confirmations.windowPayloads() == 0) {
      confirmedBefore = confirmed;
      watch.progress(now);
    }
    if (line == null || connection == Connection.DOWN || !again.isEmpty()) {
      watch.excuse(now);
      return LOOK_AGAIN_NANOS;
    }
    long remaining = watch.remaining(now, applied.confirmationTimeoutSeconds());
    if (remaining > 0) {
      return remaining;
    }
    watch.missed(now);
    counters.increment(CloudCounter.CONFIRMATION_TIMEOUTS);
    publishAgain();
    return LOOK_AGAIN_NANOS;
  }

  private void publishAgain() {
    again.clear();
    again.addAll(confirmations.unconfirmed());
  }

  private long publishNext(long now, boolean ending) {
    long remaining = ending ? 0 : backoff.remaining(now);
    if (remaining > 0) {
      return remaining;
    }
    if (again.isEmpty() && isWindowFull()) {
      return LOOK_AGAIN_NANOS;
    }
    switch (again.isEmpty() ? publishFirst() : publishOnceMore()) {
      case GO_ON -> {
        return 0;
      }
      case REFUSED -> {
        long after = environment.nanoTime().getAsLong();
        backoff.failed(after, applied.retryMinMs(), applied.retryMaxMs());
        counters.increment(CloudCounter.PUBLISH_FAILURES);
        return backoff.remaining(after);
      }
      default -> {
        return LOOK_AGAIN_NANOS;
      }
    }
  }

  private boolean isWindowFull() {
    return confirmations.windowPayloads() >= applied.confirmationWindow()
        || confirmations.windowBytes() >= MOST_WINDOW_BYTES;
  }

  /** A payload that Kura does not take is the next one again. */
  private Outcome publishOnceMore() {
    Confirmations.Published published = again.peekFirst();
    StoredPayload payload = confirmations.pending(published);
    if (payload != null) {
      if (!publish(payload, id -> confirmations.publishedAgain(published, id))) {
        return Outcome.REFUSED;
      }
      counters.increment(CloudCounter.REPEATED_PAYLOADS);
    }
    again.removeFirst();
    return Outcome.GO_ON;
  }

  /** A payload that Kura does not take is at the front of the queue again. */
  private Outcome publishFirst() {
    queue.take(taken, 0);
    StoredPayload payload = taken.pollFirst();
    if (payload == null) {
      return Outcome.NOTHING_TO_DO;
    }
    if (publisher.current() != line) {
      putBack(payload); // It may have been accepted for the new one.
      return Outcome.GO_ON;
    }
    if (!publish(payload, id -> confirmations.published(payload, id))) {
      putBack(payload);
      return Outcome.REFUSED;
    }
    counters.increment(CloudCounter.SENT_PAYLOADS);
    counters.add(CloudCounter.SENT_BYTES, payload.length() - Envelope.HEADER_BYTES);
    return Outcome.GO_ON;
  }

  private void putBack(StoredPayload payload) {
    queue.putBack(payload.number());
    taken.clear();
  }

  /** Returns whether Kura took the payload. */
  private boolean publish(StoredPayload payload, Consumer<String> onTaken) {
    confirmations.begin();
    String id;
    try {
      id = line.service().publish(message(payload.bytes()));
    } catch (Exception | Error e) {
      confirmations.failed();
      failure = "Kura does not take payloads: " + words(e);
      LOG.debug("{}: publish() failed", name, e);
      return false;
    }
    onTaken.accept(id);
    confirmsNothing = id == null;
    backoff.reset();
    failure = "";
    everTaken = true;
    return true;
  }

  private KuraMessage message(byte[] stored) {
    KuraPayload content = new KuraPayload();
    content.setTimestamp(new Date(Envelope.acceptedAtMillis(stored)));
    content.setBody(Envelope.payload(stored));
    return new KuraMessage(content, messageProperties);
  }

  private static String words(Throwable failure) {
    String message = failure instanceof KuraException ? failure.getMessage() : null;
    return message == null || message.isBlank() ? failure.toString() : message;
  }

  // --- What is shown

  private void show() {
    if (line == null) {
      show(HeadEndState.WAITING, applied.noPublisher());
    } else if (!failure.isEmpty()) {
      show(HeadEndState.WAITING, failure);
    } else if (connection == Connection.DOWN) {
      show(
          HeadEndState.WAITING,
          "Kura's cloud connection is down ("
              + (endpoint.isEmpty() ? "it has no name" : endpoint)
              + "); Kura's message store keeps what it took");
    } else if (watch.inARow() > 0) {
      show(
          HeadEndState.WAITING,
          "no confirmation comes; payloads that were published again: "
              + confirmations.unconfirmed().size()
              + ", times in a row: "
              + watch.inARow());
    } else if (connection == Connection.UNKNOWN && !everTaken) {
      show(HeadEndState.CONNECTING, "Kura has not told whether its cloud connection stands");
    } else if (confirmsNothing && applied.delivery() == Delivery.CONFIRMED) {
      show(
          HeadEndState.CONNECTED,
          "the publisher's quality of service is 0: nobody confirms its payloads, and what Kura took"
              + " counts as delivered");
    } else {
      show(HeadEndState.CONNECTED, "");
    }
  }

  private void tellDrops() {
    long dropped = queue.status().dropped();
    if (dropped != reportedDrops && overflowLog.permits()) {
      reportedDrops = dropped;
      LOG.warn("{}: payloads dropped or refused by the queue so far: {}", name, dropped);
    }
  }

  private void show(HeadEndState state, String reason) {
    Shown before = shown;
    boolean same = before.state() == state && before.reason().equals(reason);
    if (closing || same && before.connection() == connection) {
      return;
    }
    Instant since = before.state() == state ? before.since() : Instant.now();
    shown = new Shown(state, reason, since, connection);
    if (state != HeadEndState.CONNECTING) {
      reasonLog.tell(reason);
    }
    if (!same) {
      onChange.run();
    }
  }
}
