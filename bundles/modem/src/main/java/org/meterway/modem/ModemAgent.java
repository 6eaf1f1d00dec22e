/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.whiteboard.NamedListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a modem again and again on a thread of its own, and tells listeners of changes and of
 * what it says unasked. Thread-safe.
 */
final class ModemAgent {
  private static final Logger LOG = LoggerFactory.getLogger(ModemAgent.class);

  /** A modem whose radio was switched on is looked at more often, for so long. */
  private static final Duration HURRY = Duration.ofMinutes(2);

  private static final Duration HURRIED = Duration.ofSeconds(5);

  /** One that was not reached may have been slow once. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** Callbacks come in bursts; one look is enough for all. */
  private static final Duration SETTLE = Duration.ofMillis(200);

  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** A modem that has something to say at each look is looked at no faster. */
  private static final Duration FASTEST = Duration.ofSeconds(1);

  private static final long CLOSE_MS = 2000;

  /** What means that another look is due: SIM card and network callbacks, and a new start. */
  private static final Pattern TELLS_OF_CHANGE =
      Pattern.compile(
          "(\\+C(G|E|5G)?REG|\\+CPIN|\\+QUSIM|\\^SIMST|\\^SYSSTART)\\b.*|RDY|SMS READY"
              + "|CALL READY|PB DONE",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TELLS_OF_START =
      Pattern.compile("RDY|\\^SYSSTART", Pattern.CASE_INSENSITIVE);

  private final String name;
  private final ModemDriver driver;
  private final Supplier<Duration> interval;
  private final Runnable restarted;
  private final Counters<ModemCounter> counters;
  private final Clock clock;
  private final NamedListeners<ModemListener> listeners;
  private final ModemEvents events = new ModemEvents();
  private final RateLimit droppedLog = new RateLimit();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private Thread thread;
  private long due = System.nanoTime() + MOMENT.toNanos();
  private long hurryUntil = System.nanoTime();
  private long lookedAt = hurryUntil - FASTEST.toNanos();
  private boolean closed;

  private volatile ModemStatus status;
  private volatile boolean looked;

  /**
   * @param interval between two looks
   * @param restarted is called when the modem has started anew and lost its settings
   */
  ModemAgent(
      String name,
      ModemDriver driver,
      Supplier<Duration> interval,
      Runnable restarted,
      Counters<ModemCounter> counters,
      Clock clock) {
    this.name = name;
    this.driver = driver;
    this.interval = interval;
    this.restarted = restarted;
    this.counters = counters;
    this.clock = clock;
    this.listeners = new NamedListeners<>(name, ModemListener.ANY, this::listenerFailed);
    this.status =
        new ModemStatus(
            false,
            SimState.UNKNOWN,
            Registration.UNKNOWN,
            OptionalInt.empty(),
            "",
            "",
            clock.instant(),
            "not asked yet");
  }

  NamedListeners<ModemListener> listeners() {
    return listeners;
  }

  ModemStatus status() {
    return status;
  }

  /** Whether the status is a finding. */
  boolean hasLooked() {
    return looked;
  }

  /** Begins to look, if it has not begun. */
  void start() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        thread = new Thread(this::run, "meterway-modem-" + name);
        thread.setDaemon(true);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks as soon as it can. */
  void lookSoon() {
    lookWithin(Duration.ZERO);
  }

  /** Looks in a moment: what is missing may come by itself, as while a gateway starts. */
  void lookInAMoment() {
    lookWithin(MOMENT);
  }

  /** Looks now, and often until the modem is registered again; for some time. */
  void hurry() {
    lock.lock();
    try {
      hurryUntil = System.nanoTime() + HURRY.toNanos();
    } finally {
      lock.unlock();
    }
    lookSoon();
  }

  private void lookWithin(Duration time) {
    lock.lock();
    try {
      long then = System.nanoTime() + time.toNanos();
      long earliest = lookedAt + FASTEST.toNanos();
      due = earlier(due, then - earliest < 0 ? earliest : then);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  /** Something unasked; only takes note. */
  void unsolicited(String line) {
    if (!events.offer(line)) {
      counters.increment(ModemCounter.UNSOLICITED_DROPPED);
      if (droppedLog.permits()) {
        LOG.warn("Modem {}: it says more unasked than listeners take; some is dropped", name);
      }
    }
    if (TELLS_OF_CHANGE.matcher(line).matches()) {
      lookWithin(SETTLE);
    } else {
      wake();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        tellEvents();
        if (isDue()) {
          look();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Modem {}: ended", name); // Only close() interrupts.
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      long rest = due - System.nanoTime();
      while (rest > 0 && events.isEmpty() && !closed) {
        changed.awaitNanos(rest);
        rest = due - System.nanoTime();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (due - now > 0) {
        return false;
      }
      lookedAt = now;
      boolean hurries = hurryUntil - now > 0 && !status.registration().isRegistered();
      long usual = interval.get().toNanos();
      due = now + (hurries ? Math.min(usual, HURRIED.toNanos()) : usual);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void tellEvents() {
    Optional<String> line = events.next();
    while (line.isPresent()) {
      String said = line.get();
      if (TELLS_OF_START.matcher(said).matches()) {
        restarted.run();
      }
      listeners.deliver(Duration.ZERO, listener -> listener.unsolicited(name, said));
      line = events.next();
    }
  }

  private void look() throws InterruptedException {
    counters.increment(ModemCounter.LOOKS);
    ModemLook seen;
    try {
      seen = driver.look();
    } catch (RuntimeException e) {
      LOG.error("Modem {}: it could not be looked at", name, e);
      seen = ModemLook.unreachable("internal error: " + e);
    }
    if (!seen.reachable()) {
      counters.increment(ModemCounter.LOOKS_FAILED);
      lookWithin(RETRY);
    }
    take(seen);
  }

  private void take(ModemLook seen) {
    ModemStatus before = status;
    boolean isSame =
        looked
            && before.reachable() == seen.reachable()
            && before.sim() == seen.sim()
            && before.registration() == seen.registration();
    status =
        new ModemStatus(
            seen.reachable(),
            seen.sim(),
            seen.registration(),
            seen.signal(),
            seen.operator(),
            seen.iccid(),
            isSame ? before.since() : clock.instant(),
            seen.reason());
    looked = true;
    if (before.registration().isRegistered() && !seen.registration().isRegistered()) {
      counters.increment(ModemCounter.REGISTRATIONS_LOST);
    }
    if (!isSame || !before.reason().equals(seen.reason())) {
      log(status);
    }
    if (!isSame) {
      ModemStatus now = status;
      listeners.deliver(Duration.ZERO, listener -> listener.changed(name, now));
    }
  }

  private void log(ModemStatus now) {
    if (now.reason().isEmpty()) {
      LOG.info(
          "Modem {} is registered ({}), operator {}",
          name,
          now.registration(),
          now.operator().isEmpty() ? "not told" : now.operator());
    } else {
      LOG.warn("Modem {}: {}", name, now.reason());
    }
  }

  private void listenerFailed(ModemListener listener, Throwable failure) {
    counters.increment(ModemCounter.LISTENER_ERRORS);
    LOG.error("Modem {}: listener {} failed", name, listener.getClass().getName(), failure);
  }

  /** Looks no more; takes two seconds at most. */
  void close() throws InterruptedException {
    Thread ending;
    lock.lock();
    try {
      closed = true;
      ending = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.close();
    if (ending != null && ending != Thread.currentThread()) {
      ending.interrupt();
      ending.join(CLOSE_MS);
      if (ending.isAlive()) {
        LOG.warn("Modem {}: a call does not return; its thread is left", name);
      }
    }
  }
}
