/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

/** The state of a gateway in one short message. */
final class StatusText {
  /** What tells something; a watch that has nothing to check does not. */
  private static final Set<String> NETWORK = Set.of("ONLINE", "OFFLINE");

  private StatusText() {}

  /** Links, head ends, network, queue, signal, and what is worst. */
  static String summary(List<Status> statuses) {
    StringBuilder text = new StringBuilder("OK: ");
    text.append("links ").append(count(statuses, "link", "UP"));
    text.append(", head ends ").append(count(statuses, "headend", "CONNECTED"));
    statuses.stream()
        .filter(it -> it.kind().equals("network") && NETWORK.contains(it.state()))
        .findFirst()
        .ifPresent(it -> text.append(", network ").append(it.state()));
    text.append(", queue ").append(queued(statuses));
    statuses.stream()
        .filter(it -> it.facts().containsKey("signal.dbm"))
        .findFirst()
        .ifPresent(it -> text.append(", ").append(it.facts().get("signal.dbm")).append(" dBm"));
    worst(statuses).ifPresent(it -> text.append(". ").append(reason(it)));
    return fitting(text.toString());
  }

  private static String count(List<Status> statuses, String kind, String good) {
    long all = statuses.stream().filter(it -> it.kind().equals(kind)).count();
    long well =
        statuses.stream().filter(it -> it.kind().equals(kind) && it.state().equals(good)).count();
    return well + "/" + all;
  }

  private static long queued(List<Status> statuses) {
    return statuses.stream()
        .map(it -> it.facts().getOrDefault("queued.payloads", ""))
        .filter(it -> it.matches("[0-9]{1,18}"))
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static Optional<Status> worst(List<Status> statuses) {
    return statuses.stream()
        .filter(it -> it.health() != Health.OK && !it.reason().isEmpty())
        .max(Comparator.comparing(Status::health));
  }

  private static String reason(Status status) {
    return status.kind() + " " + status.name() + ": " + status.reason();
  }

  /** All that has a name. */
  static String of(String name, List<Status> statuses) {
    StringBuilder text = new StringBuilder();
    for (Status status : statuses) {
      if (status.name().equalsIgnoreCase(name)) {
        text.append(text.isEmpty() ? "OK: " : "; ");
        text.append(status.kind()).append(' ').append(status.name());
        text.append(' ').append(status.state());
        text.append(status.reason().isEmpty() ? "" : " (" + status.reason() + ")");
      }
    }
    return fitting(text.isEmpty() ? "Error: nothing is called " + name : text.toString());
  }

  /** One message, in the alphabet in which the most fits. */
  static String fitting(String text) {
    StringBuilder fitting = new StringBuilder();
    int septets = 0;
    for (char character : text.replaceAll("\\s+", " ").toCharArray()) {
      String each = known(character);
      int needed = GsmAlphabet.encode(each).orElseThrow().length;
      if (septets + needed > TextPieces.SEPTETS) {
        break;
      }
      septets += needed;
      fitting.append(each);
    }
    return fitting.toString();
  }

  private static String known(char character) {
    String text = String.valueOf(character);
    return GsmAlphabet.encode(text).isPresent() ? text : "?";
  }

  /** For messages to people. */
  static String verb(SmsOptions.Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }
}
