/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

import org.meterway.api.message.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears every message that meters send, beside the handlers and without a part in what becomes of
 * it. A whiteboard service: it names its links in the service property {@value #LINK} (a String, an
 * array or a collection of them; {@value #ANY} for all links).
 *
 * <p>Called on the thread that reads the link's port, in order, one at a time for a link, before
 * the message's handler. It must not block: whoever has more to do than to note the message hands
 * it to a thread of his own. What it throws is counted and logged; the link goes on.
 */
@ConsumerType
public interface MessageListener {
  /** Service property: the names of the links to listen to. */
  String LINK = "meterway.link";

  /** Value of {@value #LINK} that means every link. */
  String ANY = "*";

  /**
   * A message came from a meter.
   *
   * @param link the name of the link
   * @param message what it says
   * @param buffer holds the information field (command and body) as it came; valid only during the
   *     call, and not to be changed
   * @param offset where the information field begins
   * @param length its bytes, at least one
   */
  void received(String link, Message message, byte[] buffer, int offset, int length);
}
