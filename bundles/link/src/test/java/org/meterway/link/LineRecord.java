/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.link.LineListener;

/** Writes down what passes: link, framing, direction and octets. */
final class LineRecord implements LineListener {
  final List<String> seen = new ArrayList<>();

  @Override
  public void received(String link, FrameFormat format, byte[] buffer, int offset, int length) {
    add(link, format, " < ", buffer, offset, length);
  }

  @Override
  public void sent(String link, FrameFormat format, byte[] buffer, int offset, int length) {
    add(link, format, " > ", buffer, offset, length);
  }

  private void add(
      String link, FrameFormat format, String way, byte[] buffer, int offset, int length) {
    String octets = HexFormat.of().formatHex(buffer, offset, offset + length);
    seen.add(link + " " + format.framing() + way + octets);
  }
}
