/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.net.InetSocketAddress;

/** A client's transports. None is open yet. */
public final class Transports {
  private Transports() {}

  /**
   * Wrappers over a TCP connection (IEC 62056-47), normally to port 4059.
   *
   * @param client the client's wrapper port, 16 for the public client
   * @param server the logical device's wrapper port, 1 for the management one
   */
  public static ApduTransport tcpWrapper(
      InetSocketAddress peer, int client, int server, WrapperOptions options) {
    return new TcpWrapperTransport(peer, client, server, options);
  }

  /** Wrappers in UDP datagrams; an answer that does not come is not asked for again. */
  public static ApduTransport udpWrapper(
      InetSocketAddress peer, int client, int server, WrapperOptions options) {
    return new UdpWrapperTransport(peer, client, server, options);
  }

  /**
   * Wrappers over a line of any kind, which is closed with the transport; over TCP the other one
   * costs less.
   */
  public static ApduTransport wrapper(
      ByteLine line, int client, int server, WrapperOptions options) {
    return new LineWrapperTransport(line, client, server, options);
  }

  /** HDLC over a line (IEC 62056-46), which is closed with the transport. */
  public static ApduTransport hdlc(ByteLine line, HdlcOptions options) {
    return new HdlcTransport(line, null, options);
  }

  /** HDLC over a line after a sign-on (IEC 62056-21 mode E). */
  public static ApduTransport modeE(ByteLine line, SignOnOptions signOn, HdlcOptions options) {
    return new HdlcTransport(line, new SignOn(signOn), options);
  }
}
