/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.HandlerReport.State;
import org.meterway.api.status.Status;

/** Puts the registry's status together. */
final class RegistryStatus {
  /** Protocol ids that are named among the unhandled; noise could bring thousands. */
  private static final int NAMED_PROTOCOLS = 16;

  /** A handler may take its time, but not so long. */
  private static final Duration WORTH_A_LOOK = Duration.ofSeconds(30);

  private final String name;
  private final Dispatch dispatch;
  private final Instant since;

  RegistryStatus(String name, Dispatch dispatch, Instant since) {
    this.name = name;
    this.dispatch = dispatch;
    this.since = since;
  }

  /**
   * @param problem why the newest configuration is not in force; empty when it is
   */
  Status status(String problem) {
    HandlerReport report = dispatch.report();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("threads", Integer.toString(dispatch.options().threads()));
    facts.put("lanes", Integer.toString(dispatch.lanes().count()));
    facts.put("messages waiting", Integer.toString(dispatch.lanes().depth()));
    facts.put("bytes waiting", Long.toString(dispatch.lanes().queuedBytes()));
    List<String> stuck = dispatch.stuckCalls().inWords(Duration.ZERO);
    if (!stuck.isEmpty()) {
      facts.put("stuck", String.join(", ", stuck));
      facts.put("spare threads", Integer.toString(dispatch.stuckCalls().spares()));
    }
    for (int protocol : dispatch.board().table().protocols()) {
      facts.put(hex(protocol), choices(protocol));
    }
    for (HandlerReport.Entry entry : report.handlers()) {
      if (entry.state() == State.REJECTED) {
        facts.put("rejected " + entry.name(), entry.reason());
      }
    }
    if (!report.unhandled().isEmpty()) {
      facts.put("unhandled", unhandled(report.unhandled()));
    }
    return new Status(
        "registry",
        name,
        problem.isEmpty() ? "ACTIVE" : "MISCONFIGURED",
        reason(problem),
        since,
        dispatch.statistics().snapshot(),
        facts);
  }

  private String reason(String problem) {
    return Stream.concat(
            Stream.of(problem),
            dispatch.stuckCalls().inWords(WORTH_A_LOOK).stream()
                .map(call -> "handler " + call + " works on one message"))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** The handlers of a protocol id, by preference: the first that serves a link is called. */
  private String choices(int protocol) {
    StringJoiner choices = new StringJoiner(", then ");
    for (HandlerBinding binding : dispatch.board().table().candidates(protocol)) {
      HandlerProperties properties = binding.properties();
      choices.add(
          properties.links().isEmpty()
              ? properties.name()
              : properties.name() + " for " + String.join(" ", properties.links()));
    }
    return choices.toString();
  }

  private static String unhandled(Map<Integer, Long> counts) {
    StringJoiner unhandled = new StringJoiner(", ");
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(NAMED_PROTOCOLS)
        .forEach(entry -> unhandled.add(hex(entry.getKey()) + ": " + entry.getValue()));
    if (counts.size() > NAMED_PROTOCOLS) {
      unhandled.add("and " + (counts.size() - NAMED_PROTOCOLS) + " more");
    }
    return unhandled.toString();
  }

  private static String hex(int protocol) {
    return "0x%04x".formatted(protocol);
  }
}
