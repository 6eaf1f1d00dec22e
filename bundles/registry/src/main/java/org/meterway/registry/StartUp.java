/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * The registry has just started: handlers, an integrator's too, may still be on their way, and
 * messages that nobody handles wait for them.
 *
 * @param at when, in nanoseconds of {@link Timing#nanos}
 */
record StartUp(long at) implements Awaited {
  /**
   * Bundles start together; a protocol id that nobody handles is not to hold up a link for long.
   */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Override
  public Duration lasts(Duration grace) {
    return grace.compareTo(LONGEST) < 0 ? grace : LONGEST;
  }

  @Override
  public boolean concerns(int protocol, String link) {
    return true;
  }

  @Override
  public boolean ranksBefore(HandlerBinding present) {
    return false;
  }

  @Override
  public Optional<Awaited> beside(Collection<HandlerBinding> present) {
    return Optional.of(this);
  }
}
