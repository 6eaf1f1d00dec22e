/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A step of the ladder, written {@code 3:modem-radio;repeat=30;limit=12/1d;timeout=120s}.
 *
 * @param after failed rounds in a row before it is taken
 * @param action name of the recovery action
 * @param repeat further failed rounds until it is taken again; 0 for never
 * @param limit how often the action may be called
 * @param timeout how long a call may take
 */
record Step(int after, String action, int repeat, Limit limit, Duration timeout) {
  /** Said to whoever writes one that is wrong. */
  static final String FORM =
      "FAILURES:ACTION as 3:modem-radio, behind it if wanted ;repeat=FAILURES ;limit=USES/PERIOD as"
          + " limit=3/1d ;timeout=TIME as timeout=120s";

  static final int MOST_FAILURES = 100_000;

  private static final Limit USUAL_LIMIT = new Limit(3, Duration.ofDays(1));
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  /** What a text says; empty if it is of another form. */
  static Optional<Step> parse(String text) {
    String[] parts = text.strip().split("\\s*;\\s*", -1);
    int colon = parts[0].indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<Integer> after = failures(parts[0].substring(0, colon).strip());
    String action = parts[0].substring(colon + 1).strip();
    if (after.isEmpty() || !isName(action)) {
      return Optional.empty();
    }
    Optional<Step> step = Optional.of(new Step(after.get(), action, 0, USUAL_LIMIT, USUAL_TIMEOUT));
    Set<String> given = new HashSet<>();
    for (int i = 1; i < parts.length && step.isPresent(); i++) {
      String[] option = parts[i].split("\\s*=\\s*", 2);
      step =
          option.length == 2 && given.add(option[0])
              ? step.get().with(option[0], option[1])
              : Optional.empty();
    }
    return step;
  }

  /** Whether an action may be called so. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private Optional<Step> with(String option, String text) {
    return switch (option) {
      case "repeat" -> failures(text).map(it -> new Step(after, action, it, limit, timeout));
      case "limit" -> Limit.parse(text).map(it -> new Step(after, action, repeat, it, timeout));
      case "timeout" ->
          Limit.time(text, LONGEST_TIMEOUT).map(it -> new Step(after, action, repeat, limit, it));
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> failures(String text) {
    return Optional.of(text)
        .filter(it -> NUMBER.matcher(it).matches())
        .map(Integer::valueOf)
        .filter(it -> it >= 1 && it <= MOST_FAILURES);
  }

  /** As short as it can be written, for facts and logs. */
  String title() {
    return after + ":" + action;
  }
}
