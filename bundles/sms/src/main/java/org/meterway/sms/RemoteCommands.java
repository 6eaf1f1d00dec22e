/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.meterway.api.sms.ShortMessage;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.sms.SmsOptions.Commands;
import org.meterway.sms.SmsOptions.Verb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes what authorised numbers ask for. Whoever is not authorised is counted and logged, and
 * gets no answer: it would tell him that somebody is here, and cost money.
 */
final class RemoteCommands {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCommands.class);

  /** What a message asks for; the rest is a name. */
  private record Asked(Verb verb, String name) {}

  private final String name;
  private final GatewayParts parts;
  private final Counters<SmsCounter> counters;
  private final RateLimit unauthorisedLog = new RateLimit();

  RemoteCommands(String name, GatewayParts parts, Counters<SmsCounter> counters) {
    this.name = name;
    this.parts = parts;
    this.counters = counters;
  }

  /**
   * Executes a message that is a command.
   *
   * @return the answer; empty for what is no command, or not authorised: that is for listeners
   */
  Optional<String> execute(ShortMessage message, Commands commands) {
    if (commands.isOff()) {
      return Optional.empty();
    }
    String text = message.text().strip();
    String[] words = text.split("\\s+", 2);
    boolean hasSecret = commands.secret().is(words[0]);
    boolean needsSecret = !commands.secret().isEmpty();
    Optional<Asked> asked = asked(needsSecret && hasSecret ? rest(words) : text);
    if (asked.isEmpty() && !(needsSecret && hasSecret)) {
      return Optional.empty();
    }
    boolean isKnown = commands.numbers().contains(PhoneNumber.plain(message.sender()));
    if (!isKnown || needsSecret && !hasSecret) {
      unauthorised(message, isKnown ? "it lacks the secret" : "the number is not authorised");
      return Optional.empty();
    }
    return Optional.of(StatusText.fitting(answer(asked, message, commands)));
  }

  private static String rest(String[] words) {
    return words.length > 1 ? words[1] : "";
  }

  private static Optional<Asked> asked(String text) {
    String[] words = text.split("\\s+", 2);
    return Arrays.stream(Verb.values())
        .filter(verb -> verb.name().equals(words[0].toUpperCase(Locale.ROOT)))
        .findFirst()
        .map(verb -> new Asked(verb, rest(words).strip()));
  }

  private void unauthorised(ShortMessage message, String why) {
    counters.increment(SmsCounter.COMMANDS_UNAUTHORISED);
    if (unauthorisedLog.permits()) {
      LOG.warn(
          "SMS {}: a command from {} is not executed: {}",
          name,
          PhoneNumber.shown(message.sender()),
          why);
    }
  }

  private String answer(Optional<Asked> asked, ShortMessage message, Commands commands) {
    if (asked.isEmpty()) {
      return refused("no such command. There are: " + commands.inWords());
    }
    Verb verb = asked.get().verb();
    if (!commands.verbs().contains(verb)) {
      return refused(StatusText.verb(verb) + " is not enabled");
    }
    LOG.info(
        "SMS {}: {} asks for \"{}\"",
        name,
        PhoneNumber.shown(message.sender()),
        (StatusText.verb(verb) + " " + asked.get().name()).strip());
    String why = "asked for by a short message from " + PhoneNumber.shown(message.sender());
    return switch (verb) {
      case STATUS -> status(asked.get().name());
      case RECONNECT -> restarted("headend", "head end", asked.get().name(), why);
      case RESTART -> restarted("link", "link", asked.get().name(), why);
    };
  }

  private String status(String wanted) {
    counters.increment(SmsCounter.COMMANDS_DONE);
    return wanted.isEmpty()
        ? StatusText.summary(parts.statuses())
        : StatusText.of(wanted, parts.statuses());
  }

  private String restarted(String kind, String words, String wanted, String why) {
    if (wanted.isEmpty()) {
      return refused("say which " + words);
    }
    int count =
        parts.restart(
            status -> status.kind().equals(kind) && status.name().equalsIgnoreCase(wanted), why);
    if (count == 0) {
      return refused("there is no " + words + " " + wanted);
    }
    counters.increment(SmsCounter.COMMANDS_DONE);
    return "OK: " + words + " " + wanted + " begins anew";
  }

  private String refused(String why) {
    counters.increment(SmsCounter.COMMANDS_REFUSED);
    return "Error: " + why;
  }
}
