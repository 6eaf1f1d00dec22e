/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.io.IOException;
import java.util.List;

/** Sends messages to systemd. */
interface Messenger {
  /**
   * Sends one message and waits until systemd has taken it.
   *
   * @param assignments such as {@code READY=1}; each is one line
   * @throws IOException if it was not sent, in words
   */
  void send(List<String> assignments) throws IOException, InterruptedException;
}
