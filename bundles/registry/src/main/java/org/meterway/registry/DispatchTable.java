/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is called for which protocol id on which link. Immutable; a change makes a new table, so that
 * a reader knows by identity whether anything has changed.
 */
final class DispatchTable {
  private final int[] protocols;
  private final HandlerBinding[][] choices;
  private final List<Awaited> awaited;

  /**
   * @param bindings all handlers; rejected ones are left out
   * @param awaited what messages without a handler wait for
   */
  DispatchTable(Collection<HandlerBinding> bindings, List<? extends Awaited> awaited) {
    Map<Integer, List<HandlerBinding>> byProtocol = new TreeMap<>();
    for (HandlerBinding binding : bindings) {
      if (binding.properties().isValid()) {
        for (Integer protocol : binding.properties().protocols()) {
          byProtocol.computeIfAbsent(protocol, key -> new ArrayList<>()).add(binding);
        }
      }
    }
    this.protocols = byProtocol.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.choices =
        byProtocol.values().stream()
            .map(list -> list.stream().sorted(HandlerBinding.PREFERENCE))
            .map(sorted -> sorted.toArray(HandlerBinding[]::new))
            .toArray(HandlerBinding[][]::new);
    this.awaited = List.copyOf(awaited);
  }

  /** Who is called; {@code null} if nobody. Allocates nothing. */
  HandlerBinding find(int protocol, String link) {
    int index = Arrays.binarySearch(protocols, protocol);
    if (index >= 0) {
      for (HandlerBinding binding : choices[index]) {
        if (binding.serves(link)) {
          return binding;
        }
      }
    }
    return null;
  }

  /** Whether a message that nobody handles is to wait for a new handler. */
  boolean isAwaited(int protocol, String link) {
    for (Awaited wait : awaited) {
      if (wait.concerns(protocol, link)) {
        return true;
      }
    }
    return false;
  }

  List<Awaited> awaited() {
    return awaited;
  }

  /** The protocol ids that somebody handles, ascending. */
  int[] protocols() {
    return protocols.clone();
  }

  /** Who wants the messages of a protocol id, by preference. */
  List<HandlerBinding> candidates(int protocol) {
    int index = Arrays.binarySearch(protocols, protocol);
    return index < 0 ? List.of() : List.of(choices[index]);
  }
}
