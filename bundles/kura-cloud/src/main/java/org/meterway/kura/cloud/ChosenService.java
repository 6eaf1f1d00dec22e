/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.Map;

/**
 * The service of an optional reference, in use while it is bound and the target means it.
 *
 * <p>Called by the component runtime's threads; {@link #current} by any.
 *
 * @param <L> what is done with the service
 */
final class ChosenService<L extends ChosenService.Line> {
  /** One service in use. */
  interface Line {
    /** The service itself. */
    Object service();

    /** Begins to listen to the service. */
    void open();

    /** Listens no longer. */
    void close();
  }

  private L bound;
  private Map<String, ?> properties = Map.of();
  private Target target = Target.NONE;
  private volatile L current;

  /** The component runtime bound this service; the runtime binds a new one before it lets go. */
  synchronized void bind(L line, Map<String, ?> serviceProperties) {
    bound = line;
    properties = serviceProperties;
    exchange();
  }

  /** The component runtime let go of a service. */
  synchronized void unbind(Object service) {
    if (bound != null && bound.service() == service) {
      bound = null;
      exchange();
    }
  }

  /** Uses services that this target means from now on. */
  synchronized void choose(Target newTarget) {
    target = newTarget;
    exchange();
  }

  /** What is in use; null if nothing is. */
  L current() {
    return current;
  }

  private void exchange() {
    L next = target.matches(properties) ? bound : null;
    L previous = current;
    if (next == previous) {
      return;
    }
    // Current before open, so that what it hears at once counts.
    current = next;
    if (next != null) {
      next.open();
    }
    if (previous != null) {
      previous.close();
    }
  }
}
