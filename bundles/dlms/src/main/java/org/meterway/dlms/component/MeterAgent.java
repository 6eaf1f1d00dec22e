/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.api.status.Counters;
import org.meterway.dlms.transport.ApduTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one meter, one request after the other, on a thread that is there only while somebody asks
 * and for as long as the association is kept. Whoever asks waits, bounded.
 */
final class MeterAgent {
  private static final Logger LOG = LoggerFactory.getLogger(MeterAgent.class);

  /** More that wait are refused at once. */
  private static final int MOST_WAITING = 32;

  private static final Duration RELEASE_LIMIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** What becomes of a request. */
  private static final class Task<T> {
    private final MeterRequest<T> request;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<T> done = new CompletableFuture<>();

    /** Whoever asked waits no longer, and the connection is to end. */
    private volatile boolean givenUp;

    Task(MeterRequest<T> request) {
      this.request = request;
    }

    void fail(DlmsException e) {
      done.completeExceptionally(e);
      begun.countDown();
    }
  }

  /** What a meter is like right now. */
  record Shown(State state, String reason, Instant since) {}

  /** Whether there is an association. */
  enum State {
    /** None, as nobody asks. */
    IDLE,
    /** It is being made. */
    CONNECTING,
    /** There is one. */
    ASSOCIATED,
    /** It could not be made, or was lost. */
    FAILED
  }

  private final String name;
  private final MeterConnector connector;
  private final Counters<MeterCounter> counters;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<Task<?>> waiting = new ArrayDeque<>();
  private MeterOptions options;
  private Thread thread;
  private boolean renew;
  private boolean closed;

  private volatile Shown shown;
  private volatile Closeable transport = () -> {};

  // Used by the thread only, one after the other.
  private MeterSession session;
  private long failedAt;
  private DlmsException failure;
  private String lastLogged = "";

  MeterAgent(String name, MeterConnector connector, Counters<MeterCounter> counters, Clock clock) {
    this.name = name;
    this.connector = connector;
    this.counters = counters;
    this.clock = clock;
    this.shown = new Shown(State.IDLE, "", clock.instant());
  }

  /** Takes options; an association that there is ends, unless they are the same. */
  void apply(MeterOptions newOptions) {
    lock.lock();
    try {
      if (!newOptions.equals(options)) {
        options = newOptions;
        renew = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The line is another one: an association over the old one is gone, and a new one may do. */
  void lineChanged() {
    lock.lock();
    try {
      renew = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Shown shown() {
    return shown;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws DlmsException if there is none, or no good one
   */
  <T> T ask(MeterRequest<T> request) throws DlmsException {
    try {
      T answer = asked(request);
      counters.increment(MeterCounter.REQUESTS);
      return answer;
    } catch (DlmsException e) {
      counters.increment(MeterCounter.of(e.reason()));
      throw e;
    }
  }

  private <T> T asked(MeterRequest<T> request) throws DlmsException {
    Task<T> task = new Task<>(request);
    MeterTiming timing = enqueue(task);
    try {
      if (!task.begun.await(timing.waiting().toMillis(), TimeUnit.MILLISECONDS) && withdraw(task)) {
        throw new DlmsException(
            Reason.BUSY, "others have used the meter for " + timing.waiting().toSeconds() + " s");
      }
      return task.done.get(timing.request().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (TimeoutException e) {
      task.givenUp = true;
      closeQuietly(transport);
      throw given(
          task,
          Reason.TIMEOUT,
          "the request took longer than " + timing.request().toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      boolean isNever = withdraw(task);
      throw isNever
          ? new DlmsException(Reason.CANCELLED, "interrupted")
          : given(task, Reason.CANCELLED, "interrupted");
    }
  }

  private <T> MeterTiming enqueue(Task<T> task) throws DlmsException {
    lock.lock();
    try {
      if (closed) {
        throw gone();
      }
      if (options == null) {
        throw new DlmsException(Reason.NOT_CONFIGURED, "it is not configured how to reach it");
      }
      if (Thread.currentThread() == thread) {
        throw new DlmsException(
            Reason.INVALID, "the meter cannot be asked while it hands out rows");
      }
      if (waiting.size() >= MOST_WAITING) {
        throw new DlmsException(Reason.BUSY, MOST_WAITING + " requests wait for the meter already");
      }
      waiting.addLast(task);
      if (thread == null) {
        thread = new Thread(this::serve, "meterway-dlms-" + name);
        thread.setDaemon(true);
        thread.start();
      }
      changed.signalAll();
      return options.timing();
    } finally {
      lock.unlock();
    }
  }

  private static DlmsException gone() {
    return new DlmsException(Reason.CANCELLED, "the meter's service has gone");
  }

  /** Whether it had not begun, and never will. */
  private boolean withdraw(Task<?> task) {
    lock.lock();
    try {
      return waiting.remove(task);
    } finally {
      lock.unlock();
    }
  }

  private static DlmsException given(Task<?> task, Reason reason, String words) {
    boolean changes = task.request.changes();
    return new DlmsException(
        changes ? Reason.UNCERTAIN : reason,
        changes ? words + "; what was asked for may have been done" : words);
  }

  private static DlmsException thrown(Throwable cause) {
    if (cause instanceof DlmsException e) {
      // With the stack of whoever asked, too.
      return new DlmsException(e.reason(), e.getMessage(), e);
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  // ---- the thread

  private void serve() {
    while (true) {
      Task<?> task = null;
      try {
        task = next();
      } catch (InterruptedException e) {
        LOG.debug("Meter {}: a wait was interrupted", name); // Only close() ends it.
      }
      if (task != null) {
        execute(task);
        Thread.interrupted(); // What a request leaves behind is not the next one's.
      } else {
        endSession();
        if (isAtEnd()) {
          return;
        }
      }
    }
  }

  /** The next request; null if none comes for as long as the association is kept. */
  private Task<?> next() throws InterruptedException {
    lock.lock();
    try {
      long left = options.timing().idle().toNanos();
      while (waiting.isEmpty() && !closed && !renew && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closed || renew) {
        return null;
      }
      return waiting.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  private boolean isAtEnd() {
    lock.lock();
    try {
      if (renew) {
        renew = false;
        failure = null;
      }
      if (waiting.isEmpty() || closed) {
        thread = null;
        changed.signalAll();
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void endSession() {
    MeterSession ended = session;
    session = null;
    if (ended != null) {
      ended.close();
      show(State.IDLE, "");
    }
  }

  private <T> void execute(Task<T> task) {
    try {
      task.done.complete(answer(task));
    } catch (DlmsException e) {
      task.fail(e);
    } catch (RuntimeException | Error e) {
      task.done.completeExceptionally(e); // Whoever asked sees it, be it his own.
      endSession();
    }
    if (task.givenUp) {
      endSession();
    }
  }

  private <T> T answer(Task<T> task) throws DlmsException {
    MeterRequest<T> request = task.request;
    task.begun.countDown();
    boolean isReused = session != null && session.isOpen();
    if (!isReused) {
      connectFor(task);
    }
    try {
      return request.ask(session);
    } catch (IOException e) {
      if (session.isOpen()) {
        throw Failures.ofRequest(e, request.changes());
      }
      if (!isReused || !request.isRepeatable() || task.givenUp) {
        dropBroken(Failures.words(e));
        throw Failures.ofRequest(e, request.changes());
      }
      LOG.debug("Meter {}: the association is gone, a new one is made", name, e);
    }
    // Meters end associations that were silent for long.
    connectFor(task);
    try {
      return request.ask(session);
    } catch (IOException e) {
      if (!session.isOpen()) {
        dropBroken(Failures.words(e));
      }
      throw Failures.ofRequest(e, request.changes());
    }
  }

  /** Nothing is asked for somebody who has gone meanwhile. */
  private void connectFor(Task<?> task) throws DlmsException {
    connect(current());
    if (task.givenUp) {
      throw new DlmsException(Reason.CANCELLED, "given up while it connected");
    }
  }

  private MeterOptions current() {
    lock.lock();
    try {
      return options;
    } finally {
      lock.unlock();
    }
  }

  private void dropBroken(String reason) {
    endSession();
    show(State.FAILED, reason);
  }

  private void connect(MeterOptions current) throws DlmsException {
    endSession();
    refuseSoonAfterFailure(current.timing().pause());
    show(State.CONNECTING, "");
    try {
      session = connector.connect(current, this::announce);
      failure = null;
      show(State.ASSOCIATED, "");
    } catch (IOException | RuntimeException e) {
      IOException known =
          e instanceof IOException io ? io : new IOException("internal error: " + e, e);
      failure = Failures.ofConnecting(known);
      failedAt = clock.millis();
      log(failure);
      show(State.FAILED, failure.getMessage());
      throw failure;
    }
  }

  private void announce(ApduTransport opening) {
    transport = opening;
    if (isClosed()) {
      closeQuietly(opening);
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void refuseSoonAfterFailure(Duration pause) throws DlmsException {
    long since = clock.millis() - failedAt;
    if (failure != null && since >= 0 && since < pause.toMillis()) {
      throw new DlmsException(
          failure.reason(),
          "%s (%.1f s ago; not tried again before %d s have passed)"
              .formatted(failure.getMessage(), since / 1000.0, pause.toSeconds()),
          failure);
    }
  }

  private void log(DlmsException e) {
    if (!e.getMessage().equals(lastLogged)) {
      lastLogged = e.getMessage();
      LOG.warn("Meter {}: no association: {}", name, lastLogged);
    }
  }

  private void show(State state, String reason) {
    Shown before = shown;
    if (state == State.ASSOCIATED && !lastLogged.isEmpty()) {
      lastLogged = "";
      LOG.info("Meter {} is associated again", name);
    }
    if (before.state() != state || !before.reason().equals(reason)) {
      shown = new Shown(state, reason, clock.instant());
    }
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("A transport did not close", e);
    }
  }

  /** Refuses what waits, ends the association and the thread; takes a few seconds at most. */
  void close() throws InterruptedException {
    Thread ending;
    lock.lock();
    try {
      closed = true;
      waiting.forEach(task -> task.fail(gone()));
      waiting.clear();
      ending = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (ending == null || ending == Thread.currentThread()) {
      return;
    }
    ending.join(RELEASE_LIMIT.toMillis());
    if (ending.isAlive()) {
      closeQuietly(transport);
      ending.join(CLOSE_LIMIT.toMillis());
    }
    if (ending.isAlive()) {
      LOG.warn("Meter {}: its line does not return; its thread is left", name);
    }
  }
}
