/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.parameter;

import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears the events that meters tell by protocol 0x2200. A whiteboard service. The meter has its
 * acknowledgement before this is called. Called on the link's lane.
 */
@ConsumerType
public interface MeterEventListener {
  /**
   * An event came.
   *
   * @throws Exception is logged; the other listeners are called all the same
   */
  void event(String link, Message.Event event) throws Exception;
}
