/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.status.Counters;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.whiteboard.DownlinkDispatch;
import org.meterway.store.MemoryStore;

/** A connection to a head end that confirms with a pattern, and nothing to be confirmed. */
final class PatternScene {
  /** What is passed down. */
  final ByteArrayOutputStream down = new ByteArrayOutputStream();

  private final Counters<HeadEndCounter> counters = new Counters<>(HeadEndCounter.class);
  private long before;

  /** A stream that begins. */
  PatternIncoming incoming(byte[] pattern) {
    down.reset();
    before = counters.get(HeadEndCounter.CONFIRMATIONS_UNEXPECTED);
    HeadEndSettings.Delivery delivery =
        TestSettings.at(1).with("delivery", "CONFIRMED").settings().delivery();
    Transmitter transmitter =
        new Transmitter(
            new MemoryStore()
                .open(
                    "hes",
                    new QueueLimits(1024, 10, Duration.ZERO, Overflow.DROP_NEWEST),
                    () -> {}),
            counters,
            System::nanoTime);
    Session session =
        new Session(null, null, null, Thread.currentThread(), new StreamProgress(0), 0);
    PatternRule rule = new PatternRule(() -> delivery, counters);
    session.rule(rule);
    session.fail(new IllegalStateException("nothing is written"));
    DownlinkDispatch listeners =
        new DownlinkDispatch("hes", Duration.ZERO, System::nanoTime, (problem, cause) -> {});
    listeners.put(
        (buffer, offset, length) -> down.write(buffer, offset, length),
        Map.of(DownlinkListener.HEAD_END, "hes"));
    Downlink downlink =
        new Downlink(session, transmitter, listeners, () -> delivery, System::nanoTime);
    transmitter.use(session);
    return new PatternIncoming(pattern, rule, session, transmitter, downlink);
  }

  /** The confirmations in the stream. */
  long confirmations() {
    return counters.get(HeadEndCounter.CONFIRMATIONS_UNEXPECTED) - before;
  }
}
