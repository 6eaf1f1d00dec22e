/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;
import java.util.function.Predicate;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.hdlc.HdlcParameters;

/**
 * How a meter exchanges APDUs over HDLC. Immutable.
 *
 * @param accepts which server addresses it answers to
 * @param parameters what it can do at most; a client may lower it
 * @param inactivityTimeout how long a link may be idle before it ends
 * @param interOctetTimeout how long a frame may pause between two bytes
 * @param maxApduSize the longest APDU that is put together of segments, 1 to 16777216 bytes
 */
public record HdlcServerOptions(
    Predicate<HdlcAddress> accepts,
    HdlcParameters parameters,
    Duration inactivityTimeout,
    Duration interOctetTimeout,
    int maxApduSize) {
  /** Checks them. */
  public HdlcServerOptions {
    Limits.duration("inactivityTimeout", inactivityTimeout);
    Limits.duration("interOctetTimeout", interOctetTimeout);
    Limits.range("maxApduSize", maxApduSize, 1, 1 << 24);
  }

  /**
   * Every address, information fields of 128 bytes, windows of 1, 120 s without traffic, 500 ms
   * between bytes, APDUs up to 65535 bytes.
   */
  public static HdlcServerOptions defaults() {
    return new HdlcServerOptions(
        address -> true,
        HdlcParameters.DEFAULT,
        Duration.ofSeconds(120),
        Duration.ofMillis(500),
        0xFFFF);
  }

  /** The same with another one. */
  public HdlcServerOptions withParameters(HdlcParameters most) {
    return new HdlcServerOptions(accepts, most, inactivityTimeout, interOctetTimeout, maxApduSize);
  }

  /** The same with another one. */
  public HdlcServerOptions withAccepts(Predicate<HdlcAddress> addresses) {
    return new HdlcServerOptions(
        addresses, parameters, inactivityTimeout, interOctetTimeout, maxApduSize);
  }

  /** The same with other ones. */
  public HdlcServerOptions withTimeouts(Duration inactivity, Duration interOctet) {
    return new HdlcServerOptions(accepts, parameters, inactivity, interOctet, maxApduSize);
  }
}
