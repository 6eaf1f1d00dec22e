/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** Where the keys and certificates of a head end are. Used by its own thread. */
interface TlsSource {
  /**
   * What is there now.
   *
   * @throws TlsException says in words what is wrong, and where
   */
  TlsMaterial load() throws TlsException;

  /** Whether it may be another one than was last loaded. */
  boolean isOutdated();
}
