/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.HandlerReport.State;

/** Says of each handler whether it is called, and if not, why. */
final class Standings {
  private final DispatchTable table;

  private Standings(DispatchTable table) {
    this.table = table;
  }

  /** An entry for each handler, in the order given. */
  static List<HandlerReport.Entry> of(DispatchTable table, Collection<HandlerBinding> bindings) {
    Standings standings = new Standings(table);
    return bindings.stream().map(standings::entry).toList();
  }

  private HandlerReport.Entry entry(HandlerBinding binding) {
    HandlerProperties properties = binding.properties();
    if (!properties.isValid()) {
      return entry(binding, State.REJECTED, properties.problem());
    }
    StringJoiner reasons = new StringJoiner("; ");
    for (Integer protocol : properties.protocols()) {
      List<HandlerBinding> before = shadows(protocol, binding);
      if (before.isEmpty()) {
        return entry(binding, State.BOUND, "");
      }
      reasons.add("0x%04x is handled by %s".formatted(protocol, names(before)));
    }
    return entry(binding, State.SHADOWED, reasons.toString());
  }

  /**
   * Who leaves the handler nothing of this protocol id; nobody where it is called for some link.
   */
  private List<HandlerBinding> shadows(int protocol, HandlerBinding binding) {
    List<HandlerBinding> preferred = new ArrayList<>();
    for (HandlerBinding candidate : table.candidates(protocol)) {
      if (candidate.handler() == binding.handler()) {
        break;
      }
      preferred.add(candidate);
    }
    if (binding.properties().links().isEmpty()) {
      return preferred.stream()
          .filter(candidate -> candidate.properties().links().isEmpty())
          .limit(1)
          .toList();
    }
    List<HandlerBinding> shadows = new ArrayList<>();
    for (String link : binding.properties().links()) {
      Optional<HandlerBinding> shadow =
          preferred.stream().filter(candidate -> candidate.serves(link)).findFirst();
      if (shadow.isEmpty()) {
        return List.of();
      }
      shadows.add(shadow.get());
    }
    return shadows.stream().distinct().toList();
  }

  private static String names(List<HandlerBinding> bindings) {
    StringJoiner names = new StringJoiner(" and ");
    for (HandlerBinding binding : bindings) {
      HandlerProperties properties = binding.properties();
      names.add(
          "%s (service %d, ranking %d)"
              .formatted(properties.name(), properties.serviceId(), properties.ranking()));
    }
    return names.toString();
  }

  private static HandlerReport.Entry entry(HandlerBinding binding, State state, String reason) {
    HandlerProperties properties = binding.properties();
    return new HandlerReport.Entry(
        properties.name(),
        properties.bundle(),
        properties.serviceId(),
        properties.ranking(),
        properties.protocols(),
        properties.links().stream().sorted().toList(),
        state,
        reason,
        binding.handler().handled(),
        binding.handler().failed());
  }
}
