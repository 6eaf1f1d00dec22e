/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.whiteboard.NamedListeners;
import org.osgi.framework.BundleContext;

/** What every modem does, however it is reached: a driver, looked at by an agent. Thread-safe. */
final class ModemCore {
  private static final int SHOWN_OF_ICCID = 4;

  private final String name;
  private final Instant created = Instant.now();
  private final ModemDriver driver;
  private final Counters<ModemCounter> counters;
  private final ModemAgent agent;
  private final ModemServices services;
  private volatile ModemOptions options;
  private volatile String rejected = "";

  /**
   * @param modem the service
   * @param restarted is called when the modem has lost its settings
   */
  ModemCore(
      Modem modem,
      BundleContext context,
      ModemDriver driver,
      Runnable restarted,
      Counters<ModemCounter> counters) {
    this.name = modem.name();
    this.driver = driver;
    this.counters = counters;
    agent =
        new ModemAgent(name, driver, () -> options.poll(), restarted, counters, Clock.systemUTC());
    services =
        new ModemServices(
            context,
            new RadioRecovery(modem, () -> options.radioOff()),
            new ModemParameters(this::found));
  }

  /** The status, where it is a finding. */
  private Optional<ModemStatus> found() {
    return agent.hasLooked() ? Optional.of(agent.status()) : Optional.empty();
  }

  ModemAgent agent() {
    return agent;
  }

  NamedListeners<ModemListener> listeners() {
    return agent.listeners();
  }

  ModemStatus status() {
    return agent.status();
  }

  /** A configuration that is valid. */
  synchronized void apply(ModemOptions valid) {
    rejected = "";
    options = valid;
    services.offer(valid);
    agent.start();
    agent.lookInAMoment();
  }

  /** Whether the refusal is news: Kura hands the same configuration over twice. */
  boolean refuse(String reason) {
    boolean isNew = !rejected.equals(reason);
    rejected = reason;
    return isNew;
  }

  void cycleRadio(Duration off) throws ModemException, InterruptedException {
    requireConfigured();
    try {
      driver.cycleRadio(off);
      counters.increment(ModemCounter.RADIO_CYCLES);
    } catch (ModemException e) {
      counters.increment(ModemCounter.RADIO_CYCLES_FAILED);
      throw e;
    } finally {
      agent.hurry();
    }
  }

  List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException {
    requireConfigured();
    return driver.command(command, text, atMost);
  }

  private void requireConfigured() throws ModemException {
    if (options == null) {
      throw new ModemException("modem " + name + " has no valid configuration");
    }
  }

  /**
   * What it says of itself.
   *
   * @param way how the modem is reached
   * @param more counters
   */
  Status describe(Map<String, String> way, Map<String, Long> more) {
    ModemOptions current = options;
    ModemStatus seen = agent.status();
    Map<String, String> facts = new LinkedHashMap<>(way);
    if (agent.hasLooked() && seen.reachable()) {
      facts.put("sim", seen.sim().name());
      facts.put("registration", seen.registration().name());
      put(facts, "operator", seen.operator());
      put(facts, "iccid", lastOf(seen.iccid()));
      seen.signal().ifPresent(it -> facts.put("signal", Integer.toString(it)));
      seen.signalDbm().ifPresent(it -> facts.put("signal.dbm", Integer.toString(it)));
    }
    if (current != null) {
      put(facts, "recovery.action", current.actionName());
    }
    Map<String, Long> counted = new LinkedHashMap<>(counters.snapshot());
    counted.putAll(more);
    String reason = current == null || !agent.hasLooked() ? "" : seen.reason();
    if (!rejected.isEmpty()) {
      reason = reason.isEmpty() ? rejected : reason + "; " + rejected;
    }
    return new Status(
        "modem",
        name,
        current == null ? "UNCONFIGURED" : state(seen),
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        current == null ? created : seen.since(),
        counted,
        facts);
  }

  private String state(ModemStatus seen) {
    if (!agent.hasLooked()) {
      return "STARTING";
    }
    if (!seen.reachable()) {
      return "UNREACHABLE";
    }
    return switch (seen.sim()) {
      case ABSENT -> "NO_SIM";
      case FAILED -> "SIM_FAILED";
      case PIN_REQUIRED, PUK_REQUIRED -> seen.sim().name();
      case READY, UNKNOWN ->
          seen.registration().isRegistered()
              ? "REGISTERED"
              : seen.registration() == Registration.UNKNOWN && seen.sim() == SimState.UNKNOWN
                  ? "UNKNOWN"
                  : seen.registration().name();
    };
  }

  private static void put(Map<String, String> facts, String fact, String value) {
    if (!value.isEmpty()) {
      facts.put(fact, value);
    }
  }

  /** Enough to tell cards apart, not enough to misuse. */
  private static String lastOf(String iccid) {
    return iccid.length() <= SHOWN_OF_ICCID
        ? iccid
        : "..." + iccid.substring(iccid.length() - SHOWN_OF_ICCID);
  }

  /** Ends it; takes a few seconds at most. */
  void close() throws InterruptedException {
    synchronized (this) {
      services.close();
    }
    agent.close();
  }
}
