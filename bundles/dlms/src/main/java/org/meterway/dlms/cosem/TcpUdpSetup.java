/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** TCP-UDP setup (class 41). */
public final class TcpUdpSetup extends CosemObject {
  /** Class 41. */
  public static final int CLASS_ID = 41;

  /** A view of an object. */
  public TcpUdpSetup(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The port that the meter listens on. */
  public int port() throws IOException {
    return read(2, CosemObject::integer);
  }

  /** Sets the port that the meter listens on, 1 to 65535. */
  public void setPort(int port) throws IOException {
    set(2, Data.unsigned16(port));
  }

  /** The logical name of the object with the IP addresses. */
  public Obis ipReference() throws IOException {
    return read(3, CosemObject::obis);
  }

  /** The largest segment that TCP sends, in bytes. */
  public int maxSegmentSize() throws IOException {
    return read(4, CosemObject::integer);
  }

  /** How many connections the meter has at a time. */
  public int simultaneousConnections() throws IOException {
    return read(5, CosemObject::integer);
  }

  /** After how long without traffic the meter closes a connection; zero for never. */
  public Duration inactivityTimeout() throws IOException {
    return Duration.ofSeconds(number(6));
  }

  /** Sets after how long without traffic the meter closes a connection, 0 to 65535 s. */
  public void setInactivityTimeout(Duration timeout) throws IOException {
    set(6, Data.unsigned16((int) timeout.toSeconds()));
  }
}
