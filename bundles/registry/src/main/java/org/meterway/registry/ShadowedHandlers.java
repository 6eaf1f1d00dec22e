/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.meterway.api.handler.HandlerReport;

/**
 * Remembers which handlers stand in the shadow of others, so that each is told of once: two
 * handlers for one protocol id are now and then meant, and mostly a slip.
 */
final class ShadowedHandlers {
  private Set<Long> known = Set.of();

  /**
   * Takes what all handlers are now; to be called when one has come or changed. While the one that
   * is preferred is being updated the other is called, and that is no news afterwards.
   *
   * @return those that were not in the shadow at the last call
   */
  synchronized List<HandlerReport.Entry> update(List<HandlerReport.Entry> handlers) {
    Set<Long> now = new HashSet<>();
    List<HandlerReport.Entry> fresh = new ArrayList<>();
    for (HandlerReport.Entry handler : handlers) {
      if (handler.state() == HandlerReport.State.SHADOWED) {
        now.add(handler.serviceId());
        if (!known.contains(handler.serviceId())) {
          fresh.add(handler);
        }
      }
    }
    known = now;
    return fresh;
  }
}
