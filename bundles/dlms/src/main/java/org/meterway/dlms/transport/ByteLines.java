/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Lines over what the JDK has. */
public final class ByteLines {
  private ByteLines() {}

  /** A TCP connection, as for HDLC over TCP or to a serial server. Is connected when opened. */
  public static ByteLine tcp(InetSocketAddress peer, Duration connectTimeout) {
    return new TcpByteLine(peer, connectTimeout);
  }
}
