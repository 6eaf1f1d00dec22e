/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

import org.osgi.annotation.versioning.ProviderType;

/** Information fields to messages and back. A service; may be used from any thread. */
@ProviderType
public interface MessageCodec {
  /**
   * Reads the information field of a frame. A protocol or command without a form of its own becomes
   * {@link Message.Other}.
   *
   * @param information holds command and body; it is copied
   * @throws MessageException if the body does not have the form that its command asks for
   */
  Message decode(int protocol, byte[] information, int offset, int length) throws MessageException;

  /**
   * The body of a message: what stands behind the command.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  byte[] body(Message message);
}
