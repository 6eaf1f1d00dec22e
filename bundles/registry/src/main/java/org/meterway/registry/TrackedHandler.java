/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.status.RateLimit;

/**
 * One registered handler, from its registration to its departure: the service object, got with the
 * first message, and what it did. Thread-safe.
 */
final class TrackedHandler {
  private static final MessageHandler RELEASED =
      (message, context) -> {
        throw new IllegalStateException("the handler has gone");
      };

  private final ServiceAccess access;
  private final AtomicReference<MessageHandler> service = new AtomicReference<>();
  private final LongAdder handled = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final RateLimit failureLog;
  private final RateLimit stuckLog = new RateLimit();

  TrackedHandler(ServiceAccess access, RateLimit failureLog) {
    this.access = access;
    this.failureLog = failureLog;
  }

  /**
   * The service object.
   *
   * @return {@code null} where it cannot be had, or after {@link #release}
   * @throws RuntimeException or an error as the getting of it threw
   */
  MessageHandler service() {
    MessageHandler known = service.get();
    if (known == null) {
      known = fetch();
    }
    return known == RELEASED ? null : known;
  }

  // Without a lock, as getting a service may run anybody's activation code.
  private MessageHandler fetch() {
    MessageHandler fetched = access.get();
    if (fetched != null && !service.compareAndSet(null, fetched)) {
      access.release();
      return service.get();
    }
    return fetched;
  }

  /** Gives the service object back; it is not to be had again. */
  void release() {
    MessageHandler last = service.getAndSet(RELEASED);
    if (last != null && last != RELEASED) {
      access.release();
    }
  }

  /** Whether its service has gone. */
  boolean hasGone() {
    return service.get() == RELEASED;
  }

  void countHandled() {
    handled.increment();
  }

  void countFailed() {
    failed.increment();
  }

  long handled() {
    return handled.sum();
  }

  long failed() {
    return failed.sum();
  }

  RateLimit failureLog() {
    return failureLog;
  }

  /** For calls that do not return. */
  RateLimit stuckLog() {
    return stuckLog;
  }
}
