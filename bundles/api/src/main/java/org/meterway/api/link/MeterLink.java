/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The flow of one meter. A service, found by its property {@code kura.service.pid}; may be used
 * from any thread.
 */
@ProviderType
public interface MeterLink {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /** Sends a message to the meter without waiting. */
  SendResult send(Message message);
}
