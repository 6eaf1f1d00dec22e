/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/**
 * A checked configuration.
 *
 * @param poll between two looks into the modem's memory
 * @param partsPatience how long parts of a long message wait for their others
 * @param queueLimit messages that wait for being sent
 * @param perHour messages, or parts of long ones, that are sent within an hour
 * @param retries after the first attempt
 * @param giveUp how long a message waits for being sent
 */
record SmsOptions(
    Mode mode,
    Storage storage,
    Duration poll,
    Duration partsPatience,
    int queueLimit,
    int perHour,
    int retries,
    Duration giveUp,
    Commands commands) {
  /** How the modem shows and takes messages. */
  enum Mode {
    /** As octets in hex: everything can be said. */
    PDU,
    /** As text: for modems that have nothing else. */
    TEXT
  }

  /** Where the modem keeps messages that came. */
  enum Storage {
    /** Where it does so already. */
    AS_IS,
    /** On the SIM card. */
    SM,
    /** In its own memory. */
    ME
  }

  /** What a short message may ask for. */
  enum Verb {
    /** How it is. */
    STATUS,
    /** To connect a head end anew. */
    RECONNECT,
    /** To begin a link anew. */
    RESTART
  }

  /**
   * Who may ask for what.
   *
   * @param numbers in plain form
   */
  record Commands(Set<String> numbers, Set<Verb> verbs, Secret secret) {
    /** Nobody may ask for anything. */
    static final Commands OFF = new Commands(Set.of(), Set.of(), Secret.NONE);

    boolean isOff() {
      return verbs.isEmpty() || numbers.isEmpty();
    }

    /** For people. */
    String inWords() {
      return isOff()
          ? "off"
          : verbs.stream()
              .map(verb -> verb.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
  }

  /**
   * Checks a configuration.
   *
   * @param passwords {@code null} where passwords stand in clear
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static SmsOptions of(ShortMessagesConfig config, PasswordDecoder passwords) {
    Validation check = Validation.of(ShortMessagesComponent.PID);
    check.required(
        "Modem.target",
        config.Modem_target(),
        "an LDAP filter of the modem such as (kura.service.pid=lte)");
    Mode mode = check.choice("mode", config.mode(), Mode.class);
    Storage storage = check.choice("storage", config.storage(), Storage.class);
    int poll = check.range("pollSeconds", config.pollSeconds(), 10, 3600);
    int patience = check.range("partsTimeoutMinutes", config.partsTimeoutMinutes(), 1, 10_080);
    int queue = check.range("queueLimit", config.queueLimit(), 1, 1000);
    int perHour = check.range("perHour", config.perHour(), 1, 1000);
    int retries = check.range("retries", config.retries(), 0, 10);
    int giveUp = check.range("giveUpMinutes", config.giveUpMinutes(), 1, 10_080);
    Commands commands =
        new Commands(
            numbers(check, config.authorizedNumbers()),
            verbs(check, config.commands()),
            Secret.read(check, "secret", config.secret(), passwords));
    check.check();
    return new SmsOptions(
        mode,
        storage,
        Duration.ofSeconds(poll),
        Duration.ofMinutes(patience),
        queue,
        perHour,
        retries,
        Duration.ofMinutes(giveUp),
        commands);
  }

  private static Set<String> numbers(Validation check, String[] written) {
    Set<String> numbers = new LinkedHashSet<>();
    for (String each : entries(written)) {
      String number = PhoneNumber.plain(each);
      if (number.matches("\\+?[0-9]{3,20}")) {
        numbers.add(number);
      } else {
        check.reject(
            "authorizedNumbers", PhoneNumber.shown(each), "a number such as +491701234567");
      }
    }
    return Set.copyOf(numbers);
  }

  private static Set<Verb> verbs(Validation check, String[] written) {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    for (String each : entries(written)) {
      String name = each.toUpperCase(Locale.ROOT);
      Arrays.stream(Verb.values())
          .filter(verb -> verb.name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              verbs::add,
              () -> check.reject("commands", each, "some of status, reconnect, restart"));
    }
    return verbs;
  }

  /** Kura has empty entries, and no array for none. */
  private static Set<String> entries(String[] written) {
    Set<String> entries = new LinkedHashSet<>();
    for (String each : written == null ? new String[0] : written) {
      if (each != null && !each.isBlank()) {
        entries.add(each.strip());
      }
    }
    return entries;
  }
}
