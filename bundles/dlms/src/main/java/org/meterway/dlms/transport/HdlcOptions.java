/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.hdlc.HdlcParameters;

/**
 * How a client exchanges APDUs over HDLC. Immutable.
 *
 * @param client the client's address, 1 to 127
 * @param server the meter's address
 * @param parameters what is proposed to the meter, which may lower it
 * @param responseTimeout how long the meter may take to begin its answer to a frame
 * @param interOctetTimeout how long a frame may pause between two bytes
 * @param retries how often a frame that is not answered is sent again, 0 to 20
 * @param maxApduSize the longest APDU that is put together of segments, 1 to 16777216 bytes
 * @param dropEcho whether the line gives back what is sent, as optical heads do; such bytes are
 *     dropped. A line without echo is noticed and works as well
 */
public record HdlcOptions(
    int client,
    HdlcAddress server,
    HdlcParameters parameters,
    Duration responseTimeout,
    Duration interOctetTimeout,
    int retries,
    int maxApduSize,
    boolean dropEcho) {
  private static final int LONGEST_APDU = 1 << 24;

  /** Checks them. */
  public HdlcOptions {
    Limits.range("client", client, 1, 127);
    Limits.duration("responseTimeout", responseTimeout);
    Limits.duration("interOctetTimeout", interOctetTimeout);
    Limits.range("retries", retries, 0, 20);
    Limits.range("maxApduSize", maxApduSize, 1, LONGEST_APDU);
  }

  /**
   * Information fields of 128 bytes, windows of 1, 3 s for an answer, 500 ms between bytes, 3
   * retries, APDUs up to 65535 bytes; an echo is dropped.
   */
  public static HdlcOptions of(int client, HdlcAddress server) {
    return new HdlcOptions(
        client,
        server,
        HdlcParameters.DEFAULT,
        Duration.ofSeconds(3),
        Duration.ofMillis(500),
        3,
        0xFFFF,
        true);
  }

  /** The same with another one. */
  public HdlcOptions withParameters(HdlcParameters proposed) {
    return new HdlcOptions(
        client,
        server,
        proposed,
        responseTimeout,
        interOctetTimeout,
        retries,
        maxApduSize,
        dropEcho);
  }

  /** The same with other ones. */
  public HdlcOptions withTimeouts(Duration response, Duration interOctet) {
    return new HdlcOptions(
        client, server, parameters, response, interOctet, retries, maxApduSize, dropEcho);
  }

  /** The same with another one. */
  public HdlcOptions withRetries(int count) {
    return new HdlcOptions(
        client,
        server,
        parameters,
        responseTimeout,
        interOctetTimeout,
        count,
        maxApduSize,
        dropEcho);
  }

  /** The same with another one. */
  public HdlcOptions withMaxApduSize(int size) {
    return new HdlcOptions(
        client, server, parameters, responseTimeout, interOctetTimeout, retries, size, dropEcho);
  }

  /** The same with or without. */
  public HdlcOptions withDropEcho(boolean drop) {
    return new HdlcOptions(
        client, server, parameters, responseTimeout, interOctetTimeout, retries, maxApduSize, drop);
  }
}
