/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A recorded exchange as text: a line a frame, {@code > } from the client and {@code < } from the
 * server, then hex text; {@code # } begins a comment, of which the keys are taken, and {@code #
 * connection N} a new connection. A line without a mark is taken for one of the server, as in the
 * recording of a customer port.
 *
 * @param frames in order
 */
public record Recording(List<RecordedFrame> frames) {
  private static final HexFormat HEX = HexFormat.of();

  /** With a list of its own. */
  public Recording {
    frames = List.copyOf(frames);
  }

  /**
   * Reads a recording.
   *
   * @param lines of the text
   * @param keys take those of the header
   * @throws RecordingException if a line is neither a comment nor hex text; names it
   */
  public static Recording parse(Iterable<String> lines, RecordedKeys keys)
      throws RecordingException {
    List<RecordedFrame> frames = new ArrayList<>();
    int connection = 0;
    int number = 0;
    for (String line : lines) {
      number++;
      String text = line.strip();
      if (text.startsWith("#")) {
        keys.header(text);
        connection += text.startsWith("# connection") ? 1 : 0;
      } else if (!text.isEmpty()) {
        frames.add(frame(number, connection, text));
      }
    }
    return new Recording(frames);
  }

  private static RecordedFrame frame(int number, int connection, String text)
      throws RecordingException {
    char mark = text.charAt(0);
    boolean isMarked = mark == '>' || mark == '<' || mark == '=';
    String hex = text.substring(isMarked ? 1 : 0);
    int comment = hex.indexOf('#');
    hex = (comment < 0 ? hex : hex.substring(0, comment)).replaceAll("[\\s:]", "");
    if (hex.length() % 2 != 0) {
      throw new RecordingException(
          "line " + number + ": " + hex.length() + " hex digits, expected an even number");
    }
    for (int i = 0; i < hex.length(); i++) {
      if (!HexFormat.isHexDigit(hex.charAt(i))) {
        throw new RecordingException(
            "line %d: '%c' where hex digits are expected, as in \"> 7EA0...\""
                .formatted(number, hex.charAt(i)));
      }
    }
    if (hex.isEmpty()) {
      throw new RecordingException("line " + number + ": no bytes behind '" + mark + "'");
    }
    return new RecordedFrame(number, connection, mark == '>', HEX.parseHex(hex));
  }
}
