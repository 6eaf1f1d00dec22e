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
final class AgentClient implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader in;
  private final PrintWriter out;

  AgentClient(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    out = new PrintWriter(Channels.newOutputStream(channel), true, StandardCharsets.UTF_8);
  }

  /**
   * Gives a command.
   *
   * @return the answer
   * @throws IOException if it is an error
   */
  synchronized String ask(String command) throws IOException {
    out.println(command);
    String answer = in.readLine();
    if (answer == null) {
      throw new IOException("the agent went");
    }
    if (answer.startsWith("error: ")) {
      throw new IOException(command + ": " + answer);
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
