/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.sms;

import org.osgi.annotation.versioning.ProviderType;

/** Sends short messages. Thread-safe. */
@ProviderType
public interface ShortMessages {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /**
   * Accepts a message for sending, or refuses it; never waits.
   *
   * @param number digits, with {@code +} in front for the international form
   * @param text sent in as many parts as it needs, ten at most
   * @return whether it was accepted; not when too many wait or the number or text cannot be sent
   */
  boolean send(String number, String text);
}
