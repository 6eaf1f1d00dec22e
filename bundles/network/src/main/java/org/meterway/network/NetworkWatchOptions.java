/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.meterway.api.config.Validation;

/**
 * A checked configuration.
 *
 * @param fixed the checks that are always the same; those of head ends come and go with them
 * @param interval between rounds
 * @param retry after a round that failed
 * @param limit of each check
 */
record NetworkWatchOptions(
    List<Check> fixed,
    HeadEndChecks headEnds,
    Duration interval,
    Duration retry,
    Duration limit,
    List<Step> steps,
    boolean endsRuns) {
  /** What the interface's name may be: what the kernel allows, and no option of a program. */
  static final Pattern INTERFACE = Pattern.compile("[^\\s/:%-][^\\s/:%]{0,14}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:_][A-Za-z0-9.:_%-]{0,254}");
  private static final Pattern NAME =
      Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
  private static final String PING = "ping:";
  private static final int LONGEST_PAUSE = 86_400;

  /** Checks nothing. */
  static final NetworkWatchOptions NONE =
      new NetworkWatchOptions(
          List.of(),
          HeadEndChecks.OFF,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          List.of(),
          false);

  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static NetworkWatchOptions of(NetworkWatchConfig config) {
    Validation check = Validation.of(NetworkWatchComponent.PID);
    ProgramRunner runner = new ProgramRunner();
    List<Check> fixed = new ArrayList<>();
    fixed.addAll(
        entries(
            check,
            "interfaces",
            config.interfaces(),
            "names of network interfaces such as wwan0",
            text -> matching(INTERFACE, text).map(InterfaceCheck::new)));
    if (config.defaultRoute()) {
      fixed.add(new DefaultRouteCheck());
    }
    fixed.addAll(
        entries(
            check,
            "names",
            config.names(),
            "names of hosts such as head-end.example",
            text -> matching(NAME, text).map(DnsCheck::new)));
    fixed.addAll(
        entries(
            check,
            "probes",
            config.probes(),
            "host:port, [address of IPv6]:port or ping:host",
            text -> probe(text, runner)));
    HeadEndChecks headEnds = check.choice("headEnds", config.headEnds(), HeadEndChecks.class);
    int interval = check.range("intervalSeconds", config.intervalSeconds(), 1, LONGEST_PAUSE);
    int retry = check.range("retrySeconds", config.retrySeconds(), 0, LONGEST_PAUSE);
    int limit = check.range("checkTimeoutSeconds", config.checkTimeoutSeconds(), 1, 60);
    List<Step> steps = entries(check, "steps", config.steps(), Step.FORM, Step::parse);
    check.check();
    return new NetworkWatchOptions(
        fixed,
        headEnds,
        Duration.ofSeconds(interval),
        Duration.ofSeconds(retry == 0 ? interval : retry),
        Duration.ofSeconds(limit),
        steps,
        config.restartHost());
  }

  /** Whether there may be anything to check. */
  boolean isChecking() {
    return !fixed.isEmpty() || headEnds != HeadEndChecks.OFF;
  }

  private static Optional<Check> probe(String text, ProgramRunner runner) {
    if (text.startsWith(PING)) {
      return matching(HOST, text.substring(PING.length())).map(host -> new PingCheck(host, runner));
    }
    return Endpoint.parse(text).map(TcpCheck::new);
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return Optional.of(text).filter(it -> pattern.matcher(it).matches());
  }

  private static <T> List<T> entries(
      Validation check,
      String property,
      String[] entries,
      String expected,
      Function<String, Optional<? extends T>> parse) {
    List<T> parsed = new ArrayList<>();
    Stream.ofNullable(entries)
        .flatMap(Stream::of)
        .map(entry -> entry == null ? "" : entry.strip())
        .filter(entry -> !entry.isEmpty())
        .distinct()
        .forEach(
            entry ->
                parse
                    .apply(entry)
                    .ifPresentOrElse(parsed::add, () -> check.reject(property, entry, expected)));
    return parsed;
  }
}
