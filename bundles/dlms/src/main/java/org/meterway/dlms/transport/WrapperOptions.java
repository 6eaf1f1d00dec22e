/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;
import org.meterway.dlms.wrapper.WrapperHeader;

/**
 * How to exchange APDUs in wrappers. Immutable.
 *
 * @param connectTimeout how long connecting may take
 * @param sendTimeout how long the peer may not take an APDU
 * @param maxApduSize the longest APDU that is received and sent, 1 to {@value
 *     WrapperHeader#MAX_LENGTH} bytes
 */
public record WrapperOptions(Duration connectTimeout, Duration sendTimeout, int maxApduSize) {
  /** Checks them. */
  public WrapperOptions {
    Limits.duration("connectTimeout", connectTimeout);
    Limits.duration("sendTimeout", sendTimeout);
    Limits.range("maxApduSize", maxApduSize, 1, WrapperHeader.MAX_LENGTH);
  }

  /** 10 s each, APDUs of any length. */
  public static WrapperOptions defaults() {
    return new WrapperOptions(
        Duration.ofSeconds(10), Duration.ofSeconds(10), WrapperHeader.MAX_LENGTH);
  }

  /** The same with another one. */
  public WrapperOptions withConnectTimeout(Duration timeout) {
    return new WrapperOptions(timeout, sendTimeout, maxApduSize);
  }

  /** The same with another one. */
  public WrapperOptions withSendTimeout(Duration timeout) {
    return new WrapperOptions(connectTimeout, timeout, maxApduSize);
  }

  /** The same with another one. */
  public WrapperOptions withMaxApduSize(int size) {
    return new WrapperOptions(connectTimeout, sendTimeout, size);
  }
}
