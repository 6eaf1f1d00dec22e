/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.modem.SimState;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and sends messages on a thread of its own. Thread-safe.
 *
 * <p>The modem is set up anew whenever it was away or has answered an error where it should not.
 */
final class MessageAgent {
  private static final Logger LOG = LoggerFactory.getLogger(MessageAgent.class);

  private static final int MOST_INDICATIONS = 64;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final long CLOSE_MS = 3000;

  /** How it is. */
  enum State {
    /** There is no modem that could be used, or it cannot be used yet. */
    WAITING,
    /** The modem is set up. */
    READY,
    /** The modem does not take what it must. */
    FAILED
  }

  /** What is shown. */
  record Shown(State state, String reason, Instant since) {}

  private final String name;
  private final Supplier<Optional<Modem>> modem;
  private final Counters<SmsCounter> counters;
  private final Clock clock;
  private final Inbox inbox;
  private final Outbox outbox = new Outbox(ThreadLocalRandom.current().nextInt(0x100));

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<String> indications = new ArrayDeque<>();
  private Thread thread;
  private boolean closed;
  private boolean renew = true;
  private long due = System.nanoTime();

  private volatile SmsOptions options;
  private volatile Shown shown;

  // Of the thread.
  private MessageModem messages;
  private Duration retry = FIRST_RETRY;

  /**
   * @param received is called on the agent's thread with each whole message
   */
  MessageAgent(
      String name,
      Supplier<Optional<Modem>> modem,
      Counters<SmsCounter> counters,
      Consumer<ReceivedPart> received,
      Clock clock) {
    this.name = name;
    this.modem = modem;
    this.counters = counters;
    this.clock = clock;
    this.inbox = new Inbox(name, counters, received);
    this.shown = new Shown(State.WAITING, "not set up yet", clock.instant());
  }

  Shown shown() {
    return shown;
  }

  int queued() {
    return outbox.size();
  }

  /** Takes options, and begins. */
  void apply(SmsOptions valid) {
    lock.lock();
    try {
      options = valid;
      if (thread == null && !closed) {
        thread = new Thread(this::run, "meterway-sms-" + name);
        thread.setDaemon(true);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
    beginAnew();
  }

  /** The modem is another one, or may have lost its settings. */
  void beginAnew() {
    lock.lock();
    try {
      renew = true;
      due = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The modem has said that a message came; only takes note. */
  void indicated(String line) {
    lock.lock();
    try {
      if (line.startsWith("+CMT:")) {
        if (indications.size() < MOST_INDICATIONS) {
          indications.addLast(line);
        } else {
          counters.increment(SmsCounter.DIRECT_DROPPED);
        }
      }
      due = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Accepts a message for sending, or refuses it. */
  boolean send(String number, String text) {
    SmsOptions current = options;
    boolean isSendable =
        current != null
            && Address.of(number).isPresent()
            && TextPieces.of(text, current.mode() == SmsOptions.Mode.PDU).isPresent();
    if (!isSendable) {
      counters.increment(SmsCounter.REFUSED_INVALID);
      return false;
    }
    lock.lock();
    try {
      if (closed || !outbox.accept(number, text, current.queueLimit(), System.nanoTime())) {
        counters.increment(SmsCounter.REFUSED_FULL);
        return false;
      }
      counters.increment(SmsCounter.ACCEPTED);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        work();
      }
    } catch (InterruptedException e) {
      LOG.debug("SMS {}: ended", name); // Only close() interrupts.
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      long rest = rest();
      while (rest > 0 && !closed) {
        changed.awaitNanos(rest);
        rest = rest();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Until there is something to do. */
  private long rest() {
    long now = System.nanoTime();
    long reading = due - now;
    long sending =
        shown.state() == State.READY ? outbox.waitTime(options.perHour(), now) : Long.MAX_VALUE;
    return Math.min(reading, sending);
  }

  private void work() throws InterruptedException {
    SmsOptions current = options;
    int expired = outbox.expire(current.giveUp(), System.nanoTime());
    if (expired > 0) {
      counters.add(SmsCounter.GIVEN_UP, expired);
      LOG.warn("SMS {}: {} messages were not sent in time and are given up", name, expired);
    }
    try {
      Optional<Modem> ready = ready();
      if (ready.isPresent()) {
        setUp(ready.get(), current);
        receive(current);
        sendNext(ready.get(), current);
        retry = FIRST_RETRY;
      } else {
        lookAgainIn(current.poll());
      }
    } catch (ModemException e) {
      messages = null;
      show(State.FAILED, e.getMessage());
      lookAgainIn(retry);
      retry = shorter(retry.multipliedBy(2), current.poll());
    } catch (RuntimeException e) {
      LOG.error("SMS {}: internal error", name, e);
      show(State.FAILED, "internal error: " + e);
      lookAgainIn(current.poll());
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void lookAgainIn(Duration time) {
    lock.lock();
    try {
      due = System.nanoTime() + time.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** The modem, where it can be used. */
  private Optional<Modem> ready() {
    Optional<Modem> there = modem.get();
    if (there.isEmpty()) {
      show(State.WAITING, "no modem matches Modem.target");
      return there;
    }
    ModemStatus status = there.get().status();
    boolean isReady =
        status.reachable() && (status.sim() == SimState.READY || status.sim() == SimState.UNKNOWN);
    if (!isReady) {
      show(State.WAITING, "modem " + there.get().name() + ": " + status.reason());
      return Optional.empty();
    }
    return there;
  }

  private void setUp(Modem ready, SmsOptions current) throws ModemException, InterruptedException {
    if (takeRenew() || messages == null) {
      messages = MessageModem.setUp(ready, current.mode(), current.storage(), clock::instant);
    }
    show(State.READY, "");
  }

  private boolean takeRenew() {
    lock.lock();
    try {
      boolean wanted = renew;
      renew = false;
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void receive(SmsOptions current) throws ModemException, InterruptedException {
    long now = System.nanoTime();
    boolean isDue;
    lock.lock();
    try {
      isDue = due - now <= 0;
      if (isDue) {
        due = now + current.poll().toNanos();
      }
      while (!indications.isEmpty()) {
        inbox.add(messages.direct(indications.removeFirst()));
      }
    } finally {
      lock.unlock();
    }
    if (isDue) {
      inbox.read(messages, current.partsPatience(), now);
    }
  }

  private void sendNext(Modem ready, SmsOptions current) throws InterruptedException {
    Optional<Outbox.Letter> next = outbox.due(current.perHour(), System.nanoTime());
    if (next.isEmpty()) {
      return;
    }
    Outbox.Letter letter = next.get();
    if (!ready.status().registration().isRegistered()) {
      outbox.hold(letter, System.nanoTime()); // That is no failure of the message.
      return;
    }
    try {
      Optional<Integer> parts = messages.send(letter);
      if (parts.isEmpty()) {
        outbox.drop(letter);
        counters.increment(SmsCounter.GIVEN_UP);
        return;
      }
      counters.increment(SmsCounter.SENT_PARTS);
      if (outbox.sent(letter, parts.get(), System.nanoTime())) {
        counters.increment(SmsCounter.SENT);
        LOG.info("SMS {}: sent to {}", name, PhoneNumber.shown(letter.number()));
      }
    } catch (ModemException e) {
      counters.increment(SmsCounter.SEND_FAILURES);
      boolean again = outbox.failed(letter, current.retries(), System.nanoTime());
      LOG.warn(
          "SMS {}: not sent to {}: {}; {}",
          name,
          PhoneNumber.shown(letter.number()),
          e.getMessage(),
          again ? "tried again" : "given up");
      if (!again) {
        counters.increment(SmsCounter.GIVEN_UP);
      }
    }
  }

  private void show(State state, String reason) {
    Shown before = shown;
    if (before.state() == state && before.reason().equals(reason)) {
      return;
    }
    shown = new Shown(state, reason, before.state() == state ? before.since() : clock.instant());
    if (state == State.READY) {
      LOG.info("SMS {} is ready", name);
    } else if (state == State.FAILED) {
      LOG.warn("SMS {}: {}", name, reason);
    }
  }

  /** Drops what waits, and ends; takes a few seconds at most. */
  void close() throws InterruptedException {
    Thread ending;
    lock.lock();
    try {
      closed = true;
      ending = thread;
      counters.add(SmsCounter.GIVEN_UP, outbox.clear());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (ending != null && ending != Thread.currentThread()) {
      ending.interrupt();
      ending.join(CLOSE_MS);
      if (ending.isAlive()) {
        LOG.warn("SMS {}: a call does not return; its thread is left", name);
      }
    }
  }
}
