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
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.simulator.Pty;
import org.meterway.simulator.dlms.DlmsMeterOptions;
import org.meterway.simulator.dlms.DlmsTestMeter;
import org.meterway.simulator.dlms.MeterKeys;

/** A meter that speaks DLMS/COSEM on the loopback interface: the project's test meter. */
public final class DlmsMeter implements AutoCloseable {
  private final DlmsTestMeter meter;
  private final List<Pty> lines = new CopyOnWriteArrayList<>();

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

  /** One that signs, in suite 1, and knows what a client's signatures are verified with. */
  public static DlmsMeter signing(KeyPair own, PublicKey client) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    MeterKeys keys = MeterKeys.usualWithKeyPairs().signing(own).clientSigning(client);
    try {
      return new DlmsMeter(
          DlmsTestMeter.start(DlmsMeterOptions.builder().tcp(any).keys(keys).build()));
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

  /** Speaks HDLC on a serial line of its own from now on. */
  public Path onSerialLine() {
    Pty pty = open();
    try {
      meter.serveHdlc(pty);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return pty.device();
  }

  /** The same, after a sign-on. */
  public Path onSerialLineWithSignOn() {
    Pty pty = open();
    try {
      meter.serveModeE(pty);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return pty.device();
  }

  private Pty open() {
    try {
      Pty pty = Pty.open();
      lines.add(pty);
      return pty;
    } catch (IOException noPty) {
      throw new UncheckedIOException(noPty);
    }
  }

  @Override
  public void close() {
    lines.forEach(Pty::close);
    try {
      meter.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
