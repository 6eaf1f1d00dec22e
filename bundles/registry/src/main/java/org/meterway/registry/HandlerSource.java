/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

/** Where lanes find the handlers. Thread-safe. */
interface HandlerSource {
  /** The table right now; another one after each change. */
  DispatchTable table();

  /**
   * A handler turned out not to be callable. The next table is without it.
   *
   * @param reason in words
   */
  void reject(TrackedHandler handler, String reason);
}
