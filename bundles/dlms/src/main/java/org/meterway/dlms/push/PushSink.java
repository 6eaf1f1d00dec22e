/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

/** Takes what a {@link PushListener} hears. Called from its threads, several at a time. */
public interface PushSink {
  /**
   * A meter has said something.
   *
   * @param peer who sent it: address and port, or the line's name
   */
  void notification(String peer, Notification notification);

  /**
   * Something came that cannot be read, or a line has failed.
   *
   * @param reason in words
   */
  void fault(String peer, String reason);
}
