/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.message.Message;

/**
 * Calls the handlers for one lane, one message at a time.
 *
 * <p>Its marker says which handler is being called, so that a departing handler's last call can be
 * awaited: the caller sets the marker and then looks at the table again; who removes a handler
 * changes the table and then looks at the markers. Both are volatile, so at least one of the two
 * sees the other.
 */
final class Caller {
  private final HandlerSource handlers;
  private final DispatchStatistics statistics;
  private final MessageContext context;
  private final String link;

  // Written before the marker: who calls, whether it is a thread of the pool, and which call it is.
  private Thread thread;
  private boolean onPool;
  private long number;

  /** The marker; null between calls. */
  private volatile HandlerBinding marker;

  /** While somebody interrupts a call, its thread does not go on with another. */
  private volatile boolean interrupting;

  /** One call that is under way. */
  record Call(HandlerBinding binding, Thread thread, boolean onPool, long number) {
    /** Whether the other is this call. */
    boolean isSame(Call other) {
      return other != null && number == other.number;
    }
  }

  Caller(HandlerSource handlers, DispatchStatistics statistics, MessageContext context) {
    this.handlers = handlers;
    this.statistics = statistics;
    this.context = context;
    this.link = context.link();
  }

  /**
   * Offers a message to its handler. What a handler throws is counted; only errors of the virtual
   * machine pass, and they are counted too.
   *
   * @param mayBlock whether this thread may be blocked
   */
  Outcome call(Message message, boolean mayBlock) {
    while (true) {
      DispatchTable table = handlers.table();
      HandlerBinding binding = table.find(message.protocol(), link);
      if (table.isAwaited(message.protocol(), link, binding)) {
        return Outcome.AWAITS_HANDLER;
      }
      if (binding == null) {
        statistics.unhandled(message, link);
        return Outcome.DONE;
      }
      if (!mayBlock && !binding.isNonBlocking()) {
        return Outcome.MAY_BLOCK;
      }
      thread = Thread.currentThread();
      onPool = mayBlock;
      number++;
      marker = binding;
      try {
        if (handlers.table() == table && call(binding, message, mayBlock)) {
          return Outcome.DONE;
        }
      } finally {
        marker = null;
        leaveInterruptBehind(mayBlock);
      }
    }
  }

  /** The next handler on this thread is not to feel an interrupt that was meant for this one. */
  private void leaveInterruptBehind(boolean onPool) {
    while (interrupting) {
      Thread.onSpinWait();
    }
    if (onPool) {
      Thread.interrupted();
    }
  }

  /** The call that is under way; null if none is. */
  Call current() {
    HandlerBinding binding = marker;
    if (binding == null) {
      return null;
    }
    Call call = new Call(binding, thread, onPool, number);
    return marker == binding && number == call.number ? call : null;
  }

  /**
   * Interrupts this call if it is still under way, and on the pool: an interrupt of a link's own
   * thread is the link's business.
   */
  boolean interrupt(Call call) {
    interrupting = true;
    try {
      boolean underWay = marker == call.binding && number == call.number && call.onPool;
      if (underWay) {
        call.thread.interrupt();
      }
      return underWay;
    } finally {
      interrupting = false;
    }
  }

  String link() {
    return link;
  }

  /** Whether a thread other than the asking one is calling the handler right now. */
  boolean isCalling(TrackedHandler handler) {
    HandlerBinding binding = marker;
    return binding != null && binding.handler() == handler && thread != Thread.currentThread();
  }

  /** Whether the asking thread is calling a handler right now. */
  boolean isCalledFromHere() {
    return marker != null && thread == Thread.currentThread();
  }

  private boolean call(HandlerBinding binding, Message message, boolean onPool) {
    MessageHandler service = service(binding.handler());
    if (service == null) {
      return false;
    }
    try {
      service.handle(message, context);
      statistics.handled(binding.handler());
    } catch (InterruptedException e) {
      // An interrupt is the link's business; a thread of the pool has other messages to handle.
      if (!onPool) {
        Thread.currentThread().interrupt();
      }
      statistics.failed(binding, message, link, e);
    } catch (Throwable e) {
      statistics.failed(binding, message, link, e);
      rethrowIfFatal(e);
    }
    return true;
  }

  private MessageHandler service(TrackedHandler handler) {
    try {
      MessageHandler service = handler.service();
      if (service == null) {
        handlers.reject(handler, "its service could not be had: the component did not activate");
      }
      return service;
    } catch (RuntimeException | LinkageError e) {
      handlers.reject(handler, "its service could not be had: " + e);
      return null;
    }
  }

  // A stack overflow is the handler's own fault, and over once it has returned.
  private static void rethrowIfFatal(Throwable e) {
    if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
      throw error;
    }
  }
}
