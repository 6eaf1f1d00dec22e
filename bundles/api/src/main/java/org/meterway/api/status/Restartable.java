/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Can be made to begin anew by an operator: a port opens again, a head end connects again, a link
 * reopens its port. Registered beside {@link StatusSource} by the same object, which says kind and
 * name. Nothing that was accepted is lost by it.
 */
@ConsumerType
public interface Restartable {
  /**
   * Begins anew; returns at once. Thread-safe.
   *
   * @param why who asked, for the log
   */
  void restart(String why);
}
