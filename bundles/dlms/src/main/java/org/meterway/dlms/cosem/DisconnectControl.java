/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Disconnect control (class 70): the breaker or valve of a meter. */
public final class DisconnectControl extends CosemObject {
  /** Class 70. */
  public static final int CLASS_ID = 70;

  /** What the breaker is told. */
  public enum State {
    /** The supply is off. */
    DISCONNECTED,
    /** The supply is on. */
    CONNECTED,
    /** The supply is off, and the customer may switch it on at the meter. */
    READY_FOR_RECONNECTION;

    static State of(Data data) {
      return values()[integer(data)];
    }
  }

  /** A view of an object. */
  public DisconnectControl(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** Whether the supply is on. */
  public boolean isOn() throws IOException {
    return bool(2);
  }

  /** What the breaker is told. */
  public State state() throws IOException {
    return read(3, State::of);
  }

  /** Which ways of switching are allowed, 0 to 6 (IEC 62056-6-2). */
  public int mode() throws IOException {
    return read(4, CosemObject::integer);
  }

  /** Says which ways of switching are allowed, 0 to 6 (IEC 62056-6-2). */
  public void setMode(int mode) throws IOException {
    set(4, Data.enumeration(mode));
  }

  /** Switches the supply off. */
  public void disconnect() throws IOException {
    call(1, Data.int8(0));
  }

  /** Switches the supply on, or lets the customer do that, by the mode. */
  public void reconnect() throws IOException {
    call(2, Data.int8(0));
  }
}
