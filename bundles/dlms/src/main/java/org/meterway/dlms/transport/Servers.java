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
    return new TcpServer(
        bind, maxConnections, line -> new WrapperConversation(line, options), handler);
  }

  /** Takes TCP connections that carry HDLC. */
  public static ApduServer tcpHdlc(
      InetSocketAddress bind,
      int maxConnections,
      HdlcServerOptions options,
      ConversationHandler handler)
      throws IOException {
    return new TcpServer(bind, maxConnections, line -> hdlc(line, options), handler);
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
    return new TcpServer(bind, maxConnections, line -> modeE(line, signOn, options), handler);
  }

  /** Takes wrappers in UDP datagrams; one conversation for all clients. */
  public static ApduServer udpWrapper(
      InetSocketAddress bind, WrapperOptions options, ConversationHandler handler)
      throws IOException {
    return new UdpServer(bind, options, handler);
  }

  /** Wrappers over a line that is there. */
  public static ApduConversation wrapper(ByteLine line, WrapperOptions options) {
    return new WrapperConversation(line, options);
  }

  /** HDLC over a line that is there. */
  public static ApduConversation hdlc(ByteLine line, HdlcServerOptions options) {
    return new HdlcConversation(line, null, options);
  }

  /** A sign-on and HDLC over a line that is there. */
  public static ApduConversation modeE(
      ByteLine line, SignOnServerOptions signOn, HdlcServerOptions options) {
    return new HdlcConversation(line, new ServerSignOn(signOn), options);
  }
}
