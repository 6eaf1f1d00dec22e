/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.hdlc.HdlcEncoder;
import org.meterway.dlms.hdlc.HdlcEvent;
import org.meterway.dlms.hdlc.HdlcServerStation;

/** A meter's side of a line that carries HDLC, perhaps after a sign-on. */
final class HdlcConversation implements ApduConversation {
  private final ByteLine line;
  private final ServerSignOn signOn;
  private final HdlcServerOptions options;
  private final HdlcServerStation station;
  private final Time time = new Time();
  private final byte[] buffer = new byte[4096];
  private final Received received = new Received();
  private LinkListener listener;

  /**
   * Over a line that is there.
   *
   * @param signOn null for none
   */
  HdlcConversation(ByteLine line, ServerSignOn signOn, HdlcServerOptions options) {
    this.line = line;
    this.signOn = signOn;
    this.options = options;
    this.station =
        new HdlcServerStation(
            options.accepts(),
            options.parameters(),
            options.inactivityTimeout().toNanos(),
            options.interOctetTimeout().toNanos(),
            options.maxApduSize());
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    long until = time.now() + timeout.toNanos();
    do {
      HdlcEvent event = station.next(time.now());
      flush();
      switch (event) {
        case APDU, PUSH -> {
          return received
              .set(station.apduArray(), station.apduOffset(), station.apduLength())
              .route(station.client().upper(), station.server().upper(), event == HdlcEvent.PUSH);
        }
        case CONNECTED, DISCONNECTED -> linked(event);
        case NONE -> {
          if (!read(until)) {
            return null;
          }
        }
      }
    } while (time.now() < until);
    throw new TransportTimeoutException("no APDU within " + timeout.toMillis() + " ms");
  }

  private void linked(HdlcEvent event) throws IOException {
    if (event == HdlcEvent.DISCONNECTED && signOn != null && station.links() == 0) {
      signOn.restart(line);
    }
    if (listener == null) {
      return;
    }
    int client = station.client().upper();
    int logicalDevice = station.server().upper();
    if (event == HdlcEvent.CONNECTED) {
      listener.connected(client, logicalDevice);
    } else {
      listener.disconnected(client, logicalDevice);
    }
  }

  /** False if the line has ended. */
  private boolean read(long until) throws IOException {
    long moment = Math.min(until, station.deadline());
    int count = line.read(buffer, 0, buffer.length, time.until(moment));
    if (count < 0) {
      return false;
    }
    int taken = signOn == null ? 0 : signOn.take(line, buffer, count);
    if (count > taken) {
      station.put(buffer, taken, count - taken, time.now());
    }
    return true;
  }

  private void flush() throws IOException {
    HdlcEncoder out = station.output();
    if (out.size() > 0) {
      line.write(out.array(), 0, out.size());
      out.reset();
    }
  }

  @Override
  public void send(int client, int logicalDevice, byte[] apdu, int offset, int length)
      throws IOException {
    if (!station.send(client, logicalDevice, apdu, offset, length)) {
      throw new IOException(
          "no link of client "
              + client
              + " with "
              + logicalDevice
              + ", or too many APDUs wait in it");
    }
    flush();
  }

  @Override
  public void push(int client, int logicalDevice, byte[] apdu, int offset, int length)
      throws IOException {
    station.push(
        HdlcAddress.client(client), HdlcAddress.server(logicalDevice), apdu, offset, length);
    flush();
  }

  @Override
  public int maxApduSize() {
    return options.maxApduSize();
  }

  @Override
  public void onLink(LinkListener newListener) {
    listener = newListener;
  }

  @Override
  public void trace(FrameTrace trace) {
    station.trace(TracedLink.of(trace));
    if (signOn != null) {
      signOn.trace(trace);
    }
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
