/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which resource answers for which path: the longest path of whole segments. Reading takes no lock.
 *
 * @param <R> what is found; of several with one path the greatest
 */
final class Routes<R extends Comparable<? super R>> {
  private volatile Map<String, List<R>> routes = Map.of();

  /**
   * What was found.
   *
   * @param rest what follows the resource's own path: empty, or beginning with a slash
   */
  record Found<R>(String path, R resource, String rest) {}

  /** Adds a resource; a slash at the end of its path means nothing. */
  synchronized void add(String path, R resource) {
    Map<String, List<R>> changed = new HashMap<>(routes);
    List<R> same = new ArrayList<>(changed.getOrDefault(normal(path), List.of()));
    same.add(resource);
    same.sort(Collections.reverseOrder());
    changed.put(normal(path), List.copyOf(same));
    routes = Map.copyOf(changed);
  }

  synchronized void remove(String path, R resource) {
    Map<String, List<R>> changed = new HashMap<>(routes);
    List<R> same = new ArrayList<>(changed.getOrDefault(normal(path), List.of()));
    same.remove(resource);
    if (same.isEmpty()) {
      changed.remove(normal(path));
    } else {
      changed.put(normal(path), List.copyOf(same));
    }
    routes = Map.copyOf(changed);
  }

  /** Finds the resource for a path, which begins with a slash or is empty. */
  Optional<Found<R>> find(String path) {
    Map<String, List<R>> current = routes;
    String whole = normal(path);
    for (int end = whole.length(); end >= 0; end = whole.lastIndexOf('/', end - 1)) {
      List<R> here = current.get(whole.substring(0, end));
      if (here != null) {
        String own = whole.substring(0, end);
        return Optional.of(
            new Found<>(own, here.get(0), path.equals("/") ? "" : path.substring(end)));
      }
      if (end == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /** All paths, in order. */
  Set<String> paths() {
    return new TreeSet<>(routes.keySet());
  }

  private static String normal(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
