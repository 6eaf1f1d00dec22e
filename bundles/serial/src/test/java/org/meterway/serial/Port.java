/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Counters;

/** A port with a listener, over lines of the caller's choice. */
final class Port implements AutoCloseable {
  static final String NAME = "meter1";

  final Counters<PortCounter> counters = new Counters<>(PortCounter.class);
  final RecordingListener listener = new RecordingListener();
  final PortListeners listeners =
      new PortListeners(NAME, Duration.ofMinutes(1), Duration.ofMinutes(1), counters);
  final PortAgent agent;
  private final WriteWatchdog watchdog = new WriteWatchdog();

  Port(SerialPortConfig config, LineOpener opener) {
    listeners.set(listener, Map.of(PortListener.PORT, NAME));
    agent = new PortAgent(NAME, opener, watchdog, Clock.systemUTC(), counters, listeners);
    agent.apply(SerialSettings.of(config));
  }

  void write(byte... bytes) throws Exception {
    agent.writer().write(bytes, 0, bytes.length);
  }

  void awaitState(PortState state) throws Exception {
    Eventually.isTrue(
        "port is " + state + ", it is " + agent.status(), () -> agent.status().state() == state);
  }

  void awaitCount(PortCounter counter, long atLeast) throws Exception {
    Eventually.isTrue(counter + " is at least " + atLeast, () -> counters.get(counter) >= atLeast);
  }

  /** A port counts bytes before it hands them on: their count does not tell that they are there. */
  void awaitReceived(int bytes) throws Exception {
    Eventually.isTrue(bytes + " bytes came", () -> listener.bytes().length >= bytes);
  }

  @Override
  public void close() {
    try {
      agent.close();
      watchdog.stop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
