/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

/** Hears of HDLC links. Is called by the thread that is in {@link ApduConversation#receive}. */
public interface LinkListener {
  /** A client has set up a link, perhaps in place of one that it had. */
  void connected(int client, int logicalDevice);

  /** A link is at its end: the client disconnected it, or it was idle for too long. */
  void disconnected(int client, int logicalDevice);
}
