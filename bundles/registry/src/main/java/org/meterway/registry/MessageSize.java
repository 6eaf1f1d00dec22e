/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import org.meterway.api.message.Message;

/** How much memory a waiting message takes. */
final class MessageSize {
  /** About what the objects take besides the bytes, so that many short messages are bounded too. */
  private static final int OVERHEAD = 64;

  private MessageSize() {}

  static int of(Message message) {
    return OVERHEAD + payload(message);
  }

  private static int payload(Message message) {
    if (message instanceof Message.Transparent transparent) {
      return transparent.payload().length;
    } else if (message instanceof Message.Other other) {
      return other.data().length;
    } else if (message instanceof Message.Image image) {
      return image.value().length;
    } else if (message instanceof Message.Event event) {
      return event.data().length;
    } else if (message instanceof Message.SetData set) {
      return set.data().length;
    }
    return 0; // A value of 255 bytes at most.
  }
}
