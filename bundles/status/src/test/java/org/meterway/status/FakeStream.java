/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.api.web.EventStream;

/** Keeps what was sent. */
final class FakeStream implements EventStream {
  final List<String> events = new CopyOnWriteArrayList<>();
  private volatile boolean open = true;

  @Override
  public boolean send(String event, String data) {
    events.add(event + " " + data);
    return open;
  }

  long count(String event) {
    return events.stream().filter(it -> it.startsWith(event + " ")).count();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
