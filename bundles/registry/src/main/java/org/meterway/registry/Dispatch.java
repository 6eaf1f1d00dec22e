/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers, the lanes and the threads between them. Thread-safe. */
final class Dispatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
  private static final Duration FAILURE_LOG_INTERVAL = Duration.ofSeconds(10);
  private static final Duration OVERFLOW_LOG_INTERVAL = Duration.ofMinutes(1);

  /** How long an unregistration waits for the handler's last call. */
  private static final Duration LAST_CALL_TIMEOUT = Duration.ofSeconds(1);

  private final Timing timing;
  private final DispatchStatistics statistics;
  private final Timing timingOfCalls;
  private final LanePool pool;
  private final Lanes lanes = new Lanes();
  private final StuckCalls stuckCalls;
  private final ShadowedHandlers shadowedHandlers = new ShadowedHandlers();
  private final HandlerBoard board;
  private volatile RegistryOptions options;

  /**
   * @param timing for handlers that come and go
   * @param timingOfCalls for those that do not return
   */
  Dispatch(RegistryOptions options, Timing timing, Timing timingOfCalls) {
    this.options = options;
    this.timing = timing;
    this.timingOfCalls = timingOfCalls;
    this.statistics = new DispatchStatistics(timing);
    this.stuckCalls = new StuckCalls(timingOfCalls, lanes, statistics, () -> this.options);
    this.pool = new LanePool(options.threads());
    stuckCalls.size(pool);
    this.board = new HandlerBoard(timing, () -> this.options.grace(), lanes::wake);
  }

  /** Begins to wait for handlers. */
  void start() {
    board.open();
  }

  /** Opens a lane. */
  MessageLane open(MessageContext context) {
    RateLimit overflowLog = new RateLimit(OVERFLOW_LOG_INTERVAL, timing::nanos);
    Lane lane =
        new Lane(
            context,
            board,
            statistics,
            pool,
            () -> options,
            overflowLog,
            stuckCalls::watch,
            lanes::remove);
    lanes.add(lane);
    return lane;
  }

  /** A handler has come. */
  TrackedHandler add(HandlerProperties properties, ServiceAccess access) {
    TrackedHandler handler =
        new TrackedHandler(access, new RateLimit(FAILURE_LOG_INTERVAL, timing::nanos));
    change(properties, handler);
    return handler;
  }

  /** A handler has new properties. */
  void change(HandlerProperties properties, TrackedHandler handler) {
    if (!properties.isValid()) {
      LOG.error(
          "Handler {} of {} rejected: {}",
          properties.name(),
          properties.bundle(),
          properties.problem());
    }
    board.put(properties, handler);
    for (HandlerReport.Entry shadowed : shadowedHandlers.update(report().handlers())) {
      LOG.warn(
          "Handler {} of {} is not called: {}",
          shadowed.name(),
          shadowed.bundle(),
          shadowed.reason());
    }
  }

  /** The handlers of a bundle, as {@link HandlerProperties#bundle} names it, are gone for good. */
  void uninstalled(String bundle) {
    board.uninstalled(bundle);
  }

  /**
   * A handler goes. Returns when nobody calls it any more, bounded.
   *
   * @param bundleStops whether its bundle goes with it, as in an update
   */
  void remove(TrackedHandler handler, boolean bundleStops) {
    board.remove(handler, bundleStops);
    if (!lanes.awaitCallsOf(handler, LAST_CALL_TIMEOUT)) {
      LOG.warn(
          "A handler goes while it still works on a message, after {} ms",
          LAST_CALL_TIMEOUT.toMillis());
    }
    handler.release();
  }

  /** Takes new options, for open lanes too. */
  void configure(RegistryOptions changed) {
    boolean sameGrace = options.grace().equals(changed.grace());
    options = changed;
    stuckCalls.size(pool);
    if (!sameGrace) {
      board.expire();
    }
  }

  RegistryOptions options() {
    return options;
  }

  DispatchStatistics statistics() {
    return statistics;
  }

  Lanes lanes() {
    return lanes;
  }

  StuckCalls stuckCalls() {
    return stuckCalls;
  }

  HandlerBoard board() {
    return board;
  }

  HandlerReport report() {
    return new HandlerReport(
        Standings.of(board.table(), board.bindings()), statistics.unhandledByProtocol());
  }

  /**
   * Handles what waits, bounded in time, without a wait for new handlers; then ends the threads.
   */
  @Override
  public void close() {
    board.close();
    lanes.close(options.closeTimeout());
    pool.close();
    timing.close();
    timingOfCalls.close();
  }
}
