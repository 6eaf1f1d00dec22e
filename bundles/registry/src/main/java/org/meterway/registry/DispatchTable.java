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
  private final Awaited[] awaited;

  /**
   * @param bindings all handlers; rejected ones are left out
   * @param awaited the handlers that messages wait for
   */
  DispatchTable(Collection<HandlerBinding> bindings, Collection<? extends Awaited> awaited) {
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
    this.awaited = awaited.toArray(Awaited[]::new);
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

  /**
   * Whether a message is to wait for a handler that is to come. Allocates nothing while none is.
   *
   * @param found who is called otherwise; {@code null} if nobody
   */
  boolean isAwaited(int protocol, String link, HandlerBinding found) {
    for (Awaited wait : awaited) {
      if (wait.concerns(protocol, link) && (found == null || wait.ranksBefore(found))) {
        return true;
      }
    }
    return false;
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
