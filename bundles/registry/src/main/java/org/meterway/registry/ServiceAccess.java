/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import org.meterway.api.handler.MessageHandler;

/** The way to one handler's service object. */
interface ServiceAccess {
  /**
   * Gets the object; each success is to be followed by one {@link #release}.
   *
   * @return {@code null} where it cannot be had
   */
  MessageHandler get();

  /** Gives the object back. */
  void release();
}
