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

/** IEC HDLC setup (class 23): a port that speaks HDLC. */
public final class IecHdlcSetup extends CosemObject {
  /** Class 23. */
  public static final int CLASS_ID = 23;

  private static final int[] SPEEDS = {
    300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200
  };

  /** A view of an object. */
  public IecHdlcSetup(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** Bits a second. */
  public int speed() throws IOException {
    return read(2, data -> SPEEDS[integer(data)]);
  }

  /**
   * Sets the speed.
   *
   * @param bitsPerSecond 300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200
   */
  public void setSpeed(int bitsPerSecond) throws IOException {
    for (int i = 0; i < SPEEDS.length; i++) {
      if (SPEEDS[i] == bitsPerSecond) {
        set(2, Data.enumeration(i));
        return;
      }
    }
    throw new IllegalArgumentException(bitsPerSecond + " bit/s is none of the standard's speeds");
  }

  /** Frames that the meter sends in a row. */
  public int windowTransmit() throws IOException {
    return read(3, CosemObject::integer);
  }

  /** Frames that the meter receives in a row. */
  public int windowReceive() throws IOException {
    return read(4, CosemObject::integer);
  }

  /** The longest information field that the meter sends, in bytes. */
  public int maxInformationTransmit() throws IOException {
    return read(5, CosemObject::integer);
  }

  /** The longest information field that the meter receives, in bytes. */
  public int maxInformationReceive() throws IOException {
    return read(6, CosemObject::integer);
  }

  /** How long bytes of a frame may lie apart. */
  public Duration interOctetTimeout() throws IOException {
    return Duration.ofMillis(number(7));
  }

  /** After how long without frames the meter ends the link; zero for never. */
  public Duration inactivityTimeout() throws IOException {
    return Duration.ofSeconds(number(8));
  }

  /** The meter's lower address. */
  public int deviceAddress() throws IOException {
    return read(9, CosemObject::integer);
  }

  /** Sets the meter's lower address. */
  public void setDeviceAddress(int address) throws IOException {
    set(9, Data.unsigned16(address));
  }
}
