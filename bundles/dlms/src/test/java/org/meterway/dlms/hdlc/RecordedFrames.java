/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The frames of a recorded exchange. */
final class RecordedFrames {
  /**
   * One line.
   *
   * @param request whether from the client
   */
  record Recorded(boolean request, byte[] bytes) {
    boolean isHdlc() {
      return bytes[0] == HdlcFrame.FLAG;
    }
  }

  private RecordedFrames() {}

  static List<Recorded> of(String resource) throws IOException {
    String path = "/org/meterway/dlms/vectors/" + resource + ".hex";
    try (InputStream in = RecordedFrames.class.getResourceAsStream(path)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines());
    }
  }

  static List<Recorded> of(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return parse(lines);
    }
  }

  private static List<Recorded> parse(Stream<String> lines) {
    List<Recorded> frames = new ArrayList<>();
    lines
        .filter(line -> line.startsWith("> ") || line.startsWith("< "))
        .forEach(
            line ->
                frames.add(
                    new Recorded(
                        line.charAt(0) == '>', HexFormat.of().parseHex(line.substring(2).trim()))));
    return frames;
  }
}
