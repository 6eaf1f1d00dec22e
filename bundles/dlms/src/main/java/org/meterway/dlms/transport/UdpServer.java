/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** A UDP port, served on a thread of its own. */
final class UdpServer implements ApduServer {
  private static final long CLOSE_MILLIS = 2000;

  private final InetSocketAddress address;
  private final UdpConversation conversation;
  private final ConversationHandler handler;
  private final Thread thread;

  UdpServer(InetSocketAddress bind, WrapperOptions options, ConversationHandler handler)
      throws IOException {
    this.handler = handler;
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(bind);
      address = (InetSocketAddress) channel.getLocalAddress();
      conversation = new UdpConversation(channel, options);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    thread = new Thread(this::serve, "meterway-dlms-udp-" + address.getPort());
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try (conversation) {
      handler.serve(conversation);
    } catch (IOException e) {
      // The port is closed; whoever wants to know more has a handler that does.
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    conversation.close();
    try {
      if (thread != Thread.currentThread()) {
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
