/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.message.Message;
import org.meterway.api.status.RateLimit;

/**
 * Keeps the messages of one link in order.
 *
 * <p>{@code pending} counts the messages taken in and not finished. Who raises it from zero has the
 * turn: on the dispatching thread for a handler that does not block, else on the pool. All others
 * only queue behind. The turn ends when {@code pending} is zero again, and rests while the lane is
 * parked for want of a handler.
 */
final class Lane implements MessageLane, Runnable {
  /** Messages in one turn on the pool; then the other lanes have theirs. */
  private static final int BATCH = 64;

  private final String link;
  private final HandlerSource handlers;
  private final Caller caller;
  private final DispatchStatistics statistics;
  private final Executor pool;
  private final Supplier<RegistryOptions> options;
  private final RateLimit overflowLog;
  private final Consumer<Lane> onClose;

  private final Queue<Message> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final LongAdder finished = new LongAdder();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Progress progress = new Progress();

  /** Whether what waits is dropped instead of handled. */
  private volatile boolean abandoned;

  /** The oldest message once it has left the queue; belongs to who has the turn. */
  private Message head;

  /** Whether {@link #head} was parked before. */
  private boolean headHasWaited;

  /**
   * @param options asked again each time, so that changes reach open lanes
   * @param onClose hears that the lane has ended
   */
  Lane(
      MessageContext context,
      HandlerSource handlers,
      DispatchStatistics statistics,
      Executor pool,
      Supplier<RegistryOptions> options,
      RateLimit overflowLog,
      Consumer<Lane> onClose) {
    this.link = context.link();
    this.handlers = handlers;
    this.caller = new Caller(handlers, statistics, context);
    this.statistics = statistics;
    this.pool = pool;
    this.options = options;
    this.overflowLog = overflowLog;
    this.onClose = onClose;
  }

  @Override
  public void dispatch(Message message) {
    statistics.dispatched();
    if (closed.get()) {
      statistics.discarded(1);
    } else if (pending.compareAndSet(0, 1)) {
      handleHere(message);
    } else if (hasRoom() || awaitRoom()) {
      enqueue(message);
    } else if (closed.get()) {
      statistics.discarded(1);
    } else {
      statistics.overflow(link, overflowLog);
    }
  }

  @Override
  public int depth() {
    return pending.get();
  }

  @Override
  public long finished() {
    return finished.sum();
  }

  @Override
  public void close() {
    close(options.get().closeTimeout());
  }

  /** Ends the lane; what is not handled within the time is dropped and counted. */
  void close(Duration timeout) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    progress.signal();
    if (!caller.isCalledFromHere()) {
      progress.await(() -> pending.get() == 0, timeout.toNanos());
    }
    abandoned = true;
    discardQueue();
    wake();
    onClose.accept(this);
  }

  /** Goes on if the lane waits for a handler. */
  void wake() {
    if (parked.get() && parked.compareAndSet(true, false)) {
      pool.execute(this);
    }
  }

  Caller caller() {
    return caller;
  }

  /** Has the turn on the pool. */
  @Override
  public void run() {
    for (int i = 0; i < BATCH; i++) {
      if (abandoned) {
        discardHead();
        discardQueue();
        return;
      }
      if (head == null) {
        head = queue.poll();
        headHasWaited = false;
      }
      if (head == null) {
        // A dispatching thread has counted its message and is about to queue it.
        break;
      }
      DispatchTable seen = handlers.table();
      if (handleHead() == Outcome.AWAITS_HANDLER) {
        park(seen);
        return;
      }
      if (finish()) {
        return;
      }
    }
    pool.execute(this);
  }

  private void handleHere(Message message) {
    Outcome outcome;
    try {
      outcome = caller.call(message, false);
    } catch (VirtualMachineError e) {
      passOn();
      throw e;
    }
    if (outcome == Outcome.DONE) {
      passOn();
    } else {
      head = message;
      headHasWaited = false;
      pool.execute(this);
    }
  }

  private Outcome handleHead() {
    Message message = head;
    try {
      Outcome outcome = caller.call(message, true);
      if (outcome == Outcome.DONE) {
        head = null;
      }
      return outcome;
    } catch (VirtualMachineError e) {
      head = null;
      passOn();
      throw e;
    }
  }

  private void park(DispatchTable seen) {
    if (!headHasWaited) {
      headHasWaited = true;
      statistics.waited();
    }
    parked.set(true);
    // A change before the lane was parked has woken nobody.
    if (abandoned || handlers.table() != seen) {
      wake();
    }
  }

  private boolean hasRoom() {
    return pending.get() < options.get().laneCapacity();
  }

  private boolean awaitRoom() {
    progress.await(() -> hasRoom() || closed.get(), options.get().grace().toNanos());
    return hasRoom() && !closed.get();
  }

  // Counted before it is queued: from here on nobody can overtake it on the dispatching thread.
  private void enqueue(Message message) {
    boolean hasTurn = pending.getAndIncrement() == 0;
    queue.add(message);
    if (hasTurn) {
      pool.execute(this);
    } else if (abandoned) {
      discardQueue();
    }
  }

  private void passOn() {
    if (!finish()) {
      pool.execute(this);
    }
  }

  /** One message is done with. Returns whether the turn has ended. */
  private boolean finish() {
    finished.increment();
    boolean last = pending.decrementAndGet() == 0;
    progress.signal();
    return last;
  }

  private void discardHead() {
    if (head != null) {
      head = null;
      statistics.discarded(1);
      finish();
    }
  }

  private void discardQueue() {
    while (queue.poll() != null) {
      statistics.discarded(1);
      finish();
    }
  }
}
