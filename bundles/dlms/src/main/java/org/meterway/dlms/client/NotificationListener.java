/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.apdu.Apdu;

/**
 * Takes what a meter sends on its own within an association: event-notification, data-notification,
 * information-report. Is called by the thread that waits for an answer, while it waits; must not
 * use the client.
 */
@FunctionalInterface
public interface NotificationListener {
  /** The meter sent this; it is decoded and its protection was checked. */
  void received(Apdu notification);
}
