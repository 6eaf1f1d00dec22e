/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** A handler that is to come, and that messages wait for while the grace lasts. */
sealed interface Awaited permits Departure, StartUp {
  /** Since when, in nanoseconds of {@link Timing#nanos}. */
  long at();

  /** How long, where messages wait {@code grace} for the successor of a handler. */
  Duration lasts(Duration grace);

  /** Whether it is to handle this protocol id on this link. */
  boolean concerns(int protocol, String link);

  /** Whether messages rather wait than go to this handler. */
  boolean ranksBefore(HandlerBinding present);

  /** What is left to wait for where these handlers are present; empty if nothing. */
  Optional<Awaited> beside(Collection<HandlerBinding> present);

  /** The wait once this bundle, as {@link HandlerProperties#bundle} names it, was uninstalled. */
  default Awaited withoutBundle(String bundle) {
    return this;
  }
}
