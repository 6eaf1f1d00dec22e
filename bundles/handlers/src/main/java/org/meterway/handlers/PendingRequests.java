/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The requests that wait for their answers, in the order in which they were made. Thread-safe. A
 * request is removed exactly once, and who removes it completes it.
 */
final class PendingRequests {
  private final Map<RequestKey, Deque<PendingRequest>> requests = new HashMap<>();
  private boolean closed;

  /** Adds a request; returns whether there is anybody to wait for it, which ends with the close. */
  synchronized boolean add(PendingRequest request) {
    return !closed
        && requests.computeIfAbsent(request.key(), key -> new ArrayDeque<>()).add(request);
  }

  /** Removes the oldest request; {@code null} if there is none. */
  synchronized PendingRequest removeOldest(RequestKey key) {
    Deque<PendingRequest> waiting = requests.get(key);
    if (waiting == null) {
      return null;
    }
    PendingRequest oldest = waiting.remove();
    if (waiting.isEmpty()) {
      requests.remove(key);
    }
    return oldest;
  }

  /** Removes a request; returns whether it was still there. */
  synchronized boolean remove(PendingRequest request) {
    Deque<PendingRequest> waiting = requests.get(request.key());
    if (waiting == null || !waiting.remove(request)) {
      return false;
    }
    if (waiting.isEmpty()) {
      requests.remove(request.key());
    }
    return true;
  }

  /** Removes all requests with such keys. */
  synchronized List<PendingRequest> removeAll(Predicate<RequestKey> keys) {
    List<PendingRequest> removed = new ArrayList<>();
    requests
        .entrySet()
        .removeIf(
            entry -> {
              boolean matches = keys.test(entry.getKey());
              if (matches) {
                removed.addAll(entry.getValue());
              }
              return matches;
            });
    return removed;
  }

  /** Removes all requests, and takes no more. */
  synchronized List<PendingRequest> close() {
    closed = true;
    return removeAll(key -> true);
  }

  /** How many wait. */
  synchronized int count() {
    return requests.values().stream().mapToInt(Deque::size).sum();
  }
}
