/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Speaks with {@link org.meterway.itests.soak.deployed.Agent} in the gateway. */
final class AgentClient {
  private final Path socket;

  /** The agent, or the one of the gateway that is started later. */
  AgentClient(Path socket) {
    this.socket = socket;
  }

  /**
   * Gives a command.
   *
   * @return the answer
   * @throws IOException if it is an error
   */
  synchronized String ask(String command) throws IOException {
    String answer;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        PrintWriter out =
            new PrintWriter(Channels.newOutputStream(channel), true, StandardCharsets.UTF_8)) {
      out.println(command);
      answer = in.readLine();
    }
    if (answer == null) {
      throw new IOException("the agent went");
    }
    if (answer.startsWith("error: ")) {
      throw new IOException(command + ": " + answer);
    }
    return answer;
  }

  /** The sum of counters of all parts of the gateway, by names such as {@code hang.ups}. */
  long count(String... names) throws IOException {
    return Long.parseLong(ask("count " + String.join(" ", names)));
  }
}
