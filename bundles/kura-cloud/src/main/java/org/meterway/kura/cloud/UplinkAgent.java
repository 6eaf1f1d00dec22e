/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraPayload;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands payloads to Kura one after the other, on a thread of its own, since publish() writes to
 * Kura's message store. A payload that Kura does not take stays at the front and is tried again.
 */
final class UplinkAgent {
  /** Message property: the head end's name, for {@code $headEnd} in a publisher's topic. */
  static final String HEAD_END = "headEnd";

  /** Message property: the same, for {@code $assetName}, which Kura's own default topics hold. */
  static final String ASSET_NAME = "assetName";

  /** How long closing goes on handing payloads to Kura. */
  private static final long DRAIN_ON_CLOSE_MS = 2000;

  /** The connection is asked so often even when nobody tells of a change. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = LoggerFactory.getLogger(UplinkAgent.class);

  /** What is shown of the head end. */
  record Shown(HeadEndState state, String reason, Instant since, Connection connection) {}

  private final String name;
  private final Environment environment;
  private final UplinkQueue queue;
  private final ChosenService<PublisherLine> publisher;
  private final ConnectionManagers connections;
  private final Confirmations confirmations;
  private final Counters<CloudCounter> counters;
  private final Runnable onChange;
  private final Thread thread;
  private final Map<String, Object> messageProperties;
  private final ReasonLog reasonLog;

  private volatile CloudSettings settings;
  private volatile Shown shown =
      new Shown(HeadEndState.CONNECTING, "", Instant.now(), Connection.UNKNOWN);
  private volatile boolean closing;
  private volatile boolean aborted;

  // Agent's thread only.
  private final Backoff backoff = new Backoff();
  private CloudSettings applied;
  private PublisherLine line;
  private String endpoint = "";
  private Connection connection = Connection.UNKNOWN;
  private boolean everTaken;
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
      UplinkQueue queue,
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
   * Hands on what waits for as long as Kura takes it, {@value #DRAIN_ON_CLOSE_MS} ms at most, and
   * ends the thread. A call that does not return is left behind and never interrupted: an interrupt
   * within its file access could close Kura's database for everybody.
   */
  void close() {
    queue.close();
    closing = true;
    wakeup();
    try {
      thread.join(DRAIN_ON_CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      aborted = true;
      LOG.warn("{}: Kura's publisher is still busy after {} ms", name, DRAIN_ON_CLOSE_MS);
    }
    long unsent = queue.abandon();
    if (unsent > 0) {
      LOG.warn("{}: closed with {} payloads unsent", name, unsent);
    }
    shown = new Shown(HeadEndState.CLOSED, "", Instant.now(), Connection.UNKNOWN);
    onChange.run();
  }

  // --- The thread

  private void run() {
    while (!aborted) {
      // Looked at first: what failed just before closing gets one more attempt.
      boolean ending = closing;
      long wait;
      try {
        wait = runOnce(ending);
      } catch (RuntimeException | Error e) {
        LOG.error("{}: unexpected failure, going on", name, e);
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
    if (applied != settings) {
      applied = settings;
      backoff.reset();
    }
    usePublisher(publisher.current());
    lookAtConnection();
    long wait = line == null ? LOOK_AGAIN_NANOS : publishNext(ending);
    show();
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
    if (current != null && !current.endpoint().equals(endpoint)) {
      endpoint = current.endpoint();
      confirmations.forget();
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

  private long publishNext(boolean ending) {
    long remaining = ending ? 0 : backoff.remaining(environment.nanoTime().getAsLong());
    if (remaining > 0) {
      return remaining;
    }
    Payload payload = queue.take();
    if (payload == null) {
      return LOOK_AGAIN_NANOS;
    }
    if (publish(payload)) {
      return 0;
    }
    long now = environment.nanoTime().getAsLong();
    backoff.failed(now, applied.retryMinMs(), applied.retryMaxMs());
    return backoff.remaining(now);
  }

  /** Returns whether Kura took the payload; if not, it is at the front of the queue again. */
  private boolean publish(Payload payload) {
    confirmations.begin();
    String id;
    try {
      id = line.service().publish(message(payload));
    } catch (Exception | Error e) {
      confirmations.failed();
      queue.putBack();
      counters.increment(CloudCounter.PUBLISH_FAILURES);
      failure = "Kura does not take payloads: " + words(e);
      LOG.debug("{}: publish() failed", name, e);
      return false;
    }
    queue.sent();
    confirmations.published(id);
    counters.increment(CloudCounter.SENT_PAYLOADS);
    counters.add(CloudCounter.SENT_BYTES, payload.length());
    backoff.reset();
    failure = "";
    everTaken = true;
    return true;
  }

  private KuraMessage message(Payload payload) {
    KuraPayload content = new KuraPayload();
    content.setTimestamp(new Date(payload.acceptedAtMillis()));
    content.setBody(payload.bytes());
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
    } else if (connection == Connection.UNKNOWN && !everTaken) {
      show(HeadEndState.CONNECTING, "Kura has not told whether its cloud connection stands");
    } else {
      show(HeadEndState.CONNECTED, "");
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
