/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.time.Duration;

/** A line without the echo that another one has. */
final class EchoDroppingLine implements ByteLine {
  private final ByteLine line;
  private final EchoFilter echo = new EchoFilter();

  EchoDroppingLine(ByteLine line) {
    this.line = line;
  }

  @Override
  public void open() throws IOException {
    echo.reset();
    line.open();
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    int most = Math.max(1, length - echo.held());
    int count = line.read(bytes, offset, most, timeout);
    return count <= 0 ? count : echo.received(bytes, offset, count);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    echo.sent(bytes, offset, length);
    line.write(bytes, offset, length);
  }

  @Override
  public void speed(int baud) throws IOException {
    line.speed(baud);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
