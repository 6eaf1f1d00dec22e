/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;

/**
 * A handler went away, and messages wait for its successor.
 *
 * @param properties what it handled
 * @param at when, in nanoseconds of {@link Timing#nanos}
 */
record Departure(HandlerProperties properties, long at) implements Awaited {
  @Override
  public Duration lasts(Duration grace) {
    return grace;
  }

  @Override
  public boolean concerns(int protocol, String link) {
    return properties.protocols().contains(protocol) && properties.serves(link);
  }

  @Override
  public boolean isCoveredBy(HandlerProperties later) {
    return properties.protocols().equals(later.protocols())
        && properties.links().equals(later.links());
  }
}
