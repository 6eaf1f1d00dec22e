/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.meterway.dlms.transport.ByteLine;

/** Reads a line. */
final class LinePushListener implements PushListener {
  private static final int BUFFER = 4096;

  private final String name;
  private final ByteLine line;
  private final PushOptions options;
  private final PushSink sink;
  private final ListenerThread thread;
  private volatile boolean isClosed;

  LinePushListener(String name, ByteLine line, PushOptions options, PushSink sink) {
    this.name = name;
    this.line = line;
    this.options = options;
    this.sink = sink;
    thread = new ListenerThread(name, this::listen).start();
  }

  private void listen() {
    try (Hearing hearing = new Hearing(name, options, sink, null)) {
      line.open();
      byte[] bytes = new byte[BUFFER];
      int count = 0;
      while (count >= 0 && !isClosed) {
        count = line.read(bytes, 0, bytes.length, options.pause());
        if (count > 0) {
          hearing.put(bytes, 0, count);
        } else {
          hearing.pause();
        }
      }
      if (!isClosed) {
        sink.fault(name, "the line has ended");
      }
    } catch (IOException e) {
      if (!isClosed) {
        sink.fault(name, "the line fails: " + e.getMessage());
      }
    }
  }

  @Override
  public InetSocketAddress address() {
    return null;
  }

  @Override
  public boolean isListening() {
    return thread.isRunning();
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      line.close();
    } catch (IOException e) {
      sink.fault(name, "the line does not close: " + e.getMessage());
    }
    thread.join();
  }
}
