/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The sessions of one connection: one for each pair of client and logical device. Used by the
 * connection's thread; {@link #push} by any.
 */
final class Sessions {
  private static final int MOST = 64;

  private final Meter meter;
  private final Output output;
  private final Faults faults;
  private final Map<Integer, Session> sessions = new HashMap<>();
  private int lastKey = -1;
  private Session last;

  Sessions(Meter meter, Output output, Faults faults) {
    this.meter = meter;
    this.output = output;
    this.faults = faults;
  }

  /** An APDU has come. One for a client or a logical device that there is not is dropped. */
  synchronized void received(int client, int server, byte[] bytes, int offset, int length)
      throws IOException {
    int key = client << 16 | server;
    if (key != lastKey) {
      Session found = sessions.get(key);
      if (found == null) {
        if (!meter.serves(client, server) || sessions.size() == MOST) {
          meter.dropped();
          return;
        }
        found = new Session(meter, client, server, output, faults);
        sessions.put(key, found);
      }
      last = found;
      lastKey = key;
    }
    last.received(bytes, offset, length);
  }

  /** A link has begun anew or ended: its associations with it. */
  synchronized void linkChanged(int client, int server) {
    Session session = sessions.get(client << 16 | server);
    if (session != null) {
      session.end();
    }
  }

  /** The connection has ended. */
  synchronized void end() {
    sessions.values().forEach(Session::end);
    sessions.clear();
    lastKey = -1;
  }

  /** Sends a notification in each association of a client; how many there were. */
  synchronized int push(int client, byte[] plain) throws IOException {
    int sent = 0;
    for (Session session : sessions.values()) {
      if (session.client() == client && session.push(plain)) {
        sent++;
      }
    }
    return sent;
  }
}
