/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/** Who calls an object: a client in its association. */
public final class Caller {
  private final Session session;

  Caller(Session session) {
    this.session = session;
  }

  /** The client's address: 16 for the public one. */
  public int client() {
    return session.client();
  }

  /** The logical device that is called. */
  public int server() {
    return session.server();
  }

  /** What the meter offers the client. */
  public MeterAssociation association() {
    return session.account().association();
  }

  Session session() {
    return session;
  }
}
