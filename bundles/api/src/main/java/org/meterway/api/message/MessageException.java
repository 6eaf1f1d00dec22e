/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

/** A body does not have the form that its command asks for. The frame itself was good. */
public class MessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int protocol;
  private final int command;

  /** With what was found and what was expected. */
  public MessageException(int protocol, int command, String message) {
    super("protocol 0x%04x, command %02x: %s".formatted(protocol, command, message));
    this.protocol = protocol;
    this.command = command;
  }

  /** The protocol id of the frame. */
  public int protocol() {
    return protocol;
  }

  /** The octet of the command; -1 if there was none. */
  public int command() {
    return command;
  }
}
