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
import java.util.concurrent.atomic.AtomicLong;
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
  private final Runnable onMessage;
  private final Consumer<Lane> onClose;

  private final Queue<Message> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong queuedBytes = new AtomicLong();
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

  /** How much was finished when a message last waited for room in vain; of who dispatches. */
  private long finishedAtOverflow = -1;

  /**
   * @param options asked again each time, so that changes reach open lanes
   * @param onMessage hears of each message, and must be quick
   * @param onClose hears that the lane has ended
   */
  Lane(
      MessageContext context,
      HandlerSource handlers,
      DispatchStatistics statistics,
      Executor pool,
      Supplier<RegistryOptions> options,
      RateLimit overflowLog,
      Runnable onMessage,
      Consumer<Lane> onClose) {
    this.link = context.link();
    this.handlers = handlers;
    this.caller = new Caller(handlers, statistics, context);
    this.statistics = statistics;
    this.pool = pool;
    this.options = options;
    this.overflowLog = overflowLog;
    this.onMessage = onMessage;
    this.onClose = onClose;
  }

  @Override
  public void dispatch(Message message) {
    statistics.dispatched();
    onMessage.run();
    if (closed.get()) {
      statistics.discarded(1);
    } else if (pending.compareAndSet(0, 1)) {
      handleHere(message);
    } else if (hasRoom(message) || awaitRoom(message)) {
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

  /** Bytes of the messages that wait. */
  long queuedBytes() {
    return queuedBytes.get();
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
        head = poll();
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

  /** A message that is longer than the lane's limit fits when nothing else waits. */
  private boolean hasRoom(Message message) {
    RegistryOptions current = options.get();
    long queued = queuedBytes.get();
    return pending.get() < current.laneCapacity()
        && (queued == 0 || queued + MessageSize.of(message) <= current.laneMaxBytes());
  }

  /**
   * Once a message has waited in vain, those behind it do not wait, too, before anything was
   * finished: a handler that hangs must not hold up its link for the grace with each message.
   */
  private boolean awaitRoom(Message message) {
    if (finished.sum() == finishedAtOverflow) {
      return false;
    }
    long begin = System.nanoTime();
    progress.await(() -> hasRoom(message) || closed.get(), options.get().grace().toNanos());
    statistics.heldUp(Duration.ofNanos(System.nanoTime() - begin));
    boolean room = hasRoom(message) && !closed.get();
    finishedAtOverflow = room ? -1 : finished.sum();
    return room;
  }

  // Counted before it is queued: from here on nobody can overtake it on the dispatching thread.
  private void enqueue(Message message) {
    boolean hasTurn = pending.getAndIncrement() == 0;
    queuedBytes.addAndGet(MessageSize.of(message));
    queue.add(message);
    if (hasTurn) {
      pool.execute(this);
    } else if (abandoned) {
      discardQueue();
    }
  }

  private Message poll() {
    Message next = queue.poll();
    if (next != null) {
      queuedBytes.addAndGet(-MessageSize.of(next));
    }
    return next;
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
    while (poll() != null) {
      statistics.discarded(1);
      finish();
    }
  }
}
