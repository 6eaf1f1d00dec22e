/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.meterway.dlms.transport.ByteLine;

/** A line that does wrong to the HDLC frames written to it. One call writes whole frames. */
final class FaultyLine implements ByteLine {
  private final ByteLine line;
  private final Faults faults;
  private final CountDownLatch closed = new CountDownLatch(1);

  FaultyLine(ByteLine line, Faults faults) {
    this.line = line;
    this.faults = faults;
  }

  @Override
  public void open() throws IOException {
    line.open();
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    return line.read(bytes, offset, length, timeout);
  }

  @Override
  public void speed(int baud) throws IOException {
    line.speed(baud);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length < HdlcBytes.SHORTEST || bytes[offset] != HdlcBytes.FLAG) {
      emit(bytes, offset, length);
      return;
    }
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int next = at + HdlcBytes.length(bytes, at);
      if (next <= at || next > end) {
        emit(bytes, at, end - at);
        return;
      }
      frame(bytes, at, next - at);
      at = next;
    }
  }

  private void frame(byte[] bytes, int offset, int length) throws IOException {
    int garbage = faults.amount(MeterFault.Kind.GARBAGE);
    if (garbage > 0) {
      byte[] noise = WrapperConnection.noise(garbage);
      emit(noise, 0, noise.length);
    }
    byte[] frame = Arrays.copyOfRange(bytes, offset, offset + length);
    if (HdlcBytes.isInformation(frame)) {
      if (faults.strikes(MeterFault.Kind.REJECTED)) {
        frame = HdlcBytes.rejecting(frame);
      } else if (faults.strikes(MeterFault.Kind.NOT_READY)) {
        frame = HdlcBytes.supervisory(frame, HdlcBytes.RNR, HdlcBytes.receiveNumber(frame));
      } else if (faults.strikes(MeterFault.Kind.DISCONNECTED)) {
        frame = HdlcBytes.unnumbered(frame, HdlcBytes.DM);
      } else if (faults.strikes(MeterFault.Kind.RECEIVE_NUMBER_ZERO)) {
        frame = HdlcBytes.withControl(frame, HdlcBytes.control(frame) & 0x1F);
      }
    }
    if (faults.strikes(MeterFault.Kind.WRONG_FCS)) {
      frame[frame.length - 2] ^= 1;
    }
    if (frame.length > HdlcBytes.withoutInformation(frame)
        && faults.strikes(MeterFault.Kind.WRONG_HCS)) {
      frame = HdlcBytes.withWrongHeaderCheck(frame);
    }
    emit(frame, 0, frame.length);
  }

  private void emit(byte[] bytes, int offset, int length) throws IOException {
    int pause = faults.amount(MeterFault.Kind.SLOW);
    if (pause < 0) {
      line.write(bytes, offset, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      pause(pause);
      line.write(bytes, offset + i, 1);
    }
  }

  void pause(int milliseconds) throws IOException {
    try {
      if (closed.await(milliseconds, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    line.close();
  }
}
