/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meter of a peer, in a process of its own, with a port for each of its listeners. */
final class PeerServer implements AutoCloseable {
  private final ChildProcess process;
  private final Map<String, Integer> ports = new HashMap<>();

  private PeerServer(ChildProcess process) {
    this.process = process;
  }

  static PeerServer start(Peer peer, List<String> listeners)
      throws IOException, InterruptedException {
    PeerServer server =
        new PeerServer(ChildProcess.start(peer + " meter", peer.serverCommand(listeners)));
    server.process.await("@ready"::equals);
    for (String line : server.process.output()) {
      String[] words = line.split(" ");
      if (words[0].equals("@port")) {
        server.ports.put(words[1], Integer.valueOf(words[2]));
      }
    }
    return server;
  }

  int port(String listener) {
    Integer port = ports.get(listener);
    if (port == null) {
      throw new IllegalArgumentException("no listener " + listener + " among " + ports.keySet());
    }
    return port;
  }

  InetSocketAddress address(String listener) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port(listener));
  }

  /** What it printed, for the message of a failure. */
  List<String> output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
