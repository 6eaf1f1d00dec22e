/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A meter's side of the transports. */
public final class Servers {
  private Servers() {}

  /**
   * Takes TCP connections that carry wrappers.
   *
   * @param bind port 0 for any that is free
   * @param maxConnections how many at a time; more are closed at once
   */
  public static ApduServer tcpWrapper(
      InetSocketAddress bind,
      int maxConnections,
      WrapperOptions options,
      ConversationHandler handler)
      throws IOException {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Takes TCP connections that carry HDLC. */
  public static ApduServer tcpHdlc(
      InetSocketAddress bind,
      int maxConnections,
      HdlcServerOptions options,
      ConversationHandler handler)
      throws IOException {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * Takes TCP connections that begin with a sign-on and go on with HDLC.
   *
   * @param signOn what the meter says of itself
   */
  public static ApduServer tcpModeE(
      InetSocketAddress bind,
      int maxConnections,
      SignOnServerOptions signOn,
      HdlcServerOptions options,
      ConversationHandler handler)
      throws IOException {
    throw new UnsupportedOperationException("not there yet");
  }

  /** Takes wrappers in UDP datagrams; one conversation for all peers, which answers the latest. */
  public static ApduServer udpWrapper(
      InetSocketAddress bind, WrapperOptions options, ConversationHandler handler)
      throws IOException {
    throw new UnsupportedOperationException("not there yet");
  }

  /** HDLC over a line that is there. */
  public static ApduConversation hdlc(ByteLine line, HdlcServerOptions options) {
    throw new UnsupportedOperationException("not there yet");
  }

  /** A sign-on and HDLC over a line that is there. */
  public static ApduConversation modeE(
      ByteLine line, SignOnServerOptions signOn, HdlcServerOptions options) {
    throw new UnsupportedOperationException("not there yet");
  }
}
