/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;

/** A meter's application. */
@FunctionalInterface
public interface ConversationHandler {
  /**
   * Serves one connection until its end. Runs on the connection's thread; the conversation is
   * closed when it returns.
   *
   * @throws IOException as the conversation throws it
   */
  void serve(ApduConversation conversation) throws IOException;
}
