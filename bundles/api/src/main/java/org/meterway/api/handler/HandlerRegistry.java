/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.handler;

import org.osgi.annotation.versioning.ProviderType;

/** Finds the handler of each message and calls it. A service; may be used from any thread. */
@ProviderType
public interface HandlerRegistry {
  /**
   * Opens the lane of a link: its messages are handled in order, beside those of other lanes.
   *
   * @param context is handed to the handlers
   */
  MessageLane open(MessageContext context);

  /** Who handles what right now, who does not and why, and what nobody handled. */
  HandlerReport report();
}
