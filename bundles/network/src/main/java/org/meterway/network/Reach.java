/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Connects to a port of TCP and closes at once: not a byte is sent, and what the other side says is
 * not read, so that neither TLS nor a protocol matters.
 */
final class Reach {
  private Reach() {}

  /**
   * Connects, to each address of the host in turn.
   *
   * @return the address that took it
   * @throws CheckFailedException if none does, with the last one's reason
   */
  static String of(Endpoint endpoint, Duration atMost) throws CheckFailedException {
    long end = System.nanoTime() + atMost.toNanos();
    String reason = "";
    for (InetAddress address : endpoint.addresses()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new CheckFailedException(
            reason.isEmpty() ? "its name took too long to resolve" : reason);
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, endpoint.port()), (int) left);
        return address.getHostAddress() + " takes connections";
      } catch (SocketTimeoutException e) {
        reason = address.getHostAddress() + " does not answer";
      } catch (IOException e) {
        reason = address.getHostAddress() + ": " + e.getMessage();
      }
    }
    throw new CheckFailedException(reason);
  }
}
