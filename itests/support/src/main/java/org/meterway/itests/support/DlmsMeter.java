/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.meterway.simulator.dlms.DlmsMeterOptions;
import org.meterway.simulator.dlms.DlmsTestMeter;

/** A meter that speaks DLMS/COSEM on the loopback interface: the project's test meter. */
public final class DlmsMeter implements AutoCloseable {
  private final DlmsTestMeter meter;

  private DlmsMeter(DlmsTestMeter meter) {
    this.meter = meter;
  }

  public static DlmsMeter listening() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      return new DlmsMeter(
          DlmsTestMeter.start(DlmsMeterOptions.builder().tcp(any).tcpHdlc(any).build()));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** Where it takes wrappers. */
  public String uri() {
    return "tcp://127.0.0.1:" + meter.tcpPort();
  }

  /** Where it takes HDLC. */
  public int hdlcPort() {
    return meter.tcpHdlcPort();
  }

  @Override
  public void close() {
    try {
      meter.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
