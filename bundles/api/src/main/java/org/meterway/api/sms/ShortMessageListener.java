/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.sms;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of short messages. A whiteboard service, called on a thread of the SMS bundle, one call at
 * a time; what it throws is counted and logged. The message is deleted from the modem afterwards.
 */
@ConsumerType
public interface ShortMessageListener {
  /** A message has come. */
  void received(ShortMessage message);
}
