/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what it is told. */
final class RecordingHandler implements DownstreamHandler {
  final List<String> events = new ArrayList<>();

  @Override
  public void welcome(long highest) {
    events.add("welcome " + highest);
  }

  @Override
  public void acknowledged(long highest) {
    events.add("ack " + highest);
  }

  @Override
  public void down(byte[] buffer, int offset, int length) {
    events.add("down " + HexFormat.of().formatHex(buffer, offset, offset + length));
  }

  @Override
  public void ping() {
    events.add("ping");
  }

  @Override
  public void pong() {
    events.add("pong");
  }

  @Override
  public void request(ParameterRequest request) {
    events.add(
        request.isMalformed()
            ? "malformed " + request.id()
            : "%s %d %04x %s %s"
                .formatted(
                    request.operation(),
                    request.id(),
                    request.parameter(),
                    request.link(),
                    HexFormat.of().formatHex(request.data())));
  }

  @Override
  public void refused(String reason) {
    events.add("refused " + reason);
  }
}
