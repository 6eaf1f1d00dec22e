/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The memory as text: a title, the clock, a line for each call, and a checksum of all of these.
 *
 * @param clock seconds of running time at which it was written
 * @param exhausted as {@link Usage#exhausted}
 */
record MemoryText(long clock, long exhausted, List<Usage.Use> uses) {
  private static final String TITLE = "meterway network memory 1";
  private static final String CLOCK = "clock";
  private static final String EXHAUSTED = "unknown-before";
  private static final String USED = "used";
  private static final String CHECKSUM = "crc32";

  /** What a file says; empty if it is damaged. */
  static Optional<MemoryText> parse(String text) {
    int end = text.lastIndexOf('\n', text.length() - 2) + 1;
    if (!text.endsWith("\n") || !text.substring(end).equals(checksum(text.substring(0, end)))) {
      return Optional.empty();
    }
    String[] lines = text.substring(0, end).split("\n");
    if (!lines[0].equals(TITLE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(lines));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static MemoryText parse(String[] lines) {
    long clock = Long.parseLong(lines[1].split(" ")[1]);
    long exhausted = Long.parseLong(lines[2].split(" ")[1]);
    List<Usage.Use> uses = new ArrayList<>();
    for (int i = 3; i < lines.length; i++) {
      String[] words = lines[i].split(" ");
      uses.add(new Usage.Use(words[1], Long.parseLong(words[2]), words[3]));
    }
    return new MemoryText(clock, exhausted, uses);
  }

  String write() {
    StringBuilder text = new StringBuilder();
    text.append(TITLE).append('\n');
    text.append(CLOCK).append(' ').append(clock).append('\n');
    text.append(EXHAUSTED).append(' ').append(exhausted).append('\n');
    for (Usage.Use use : uses) {
      text.append(USED).append(' ').append(use.action()).append(' ');
      text.append(use.seconds()).append(' ').append(use.wall()).append('\n');
    }
    return text + checksum(text.toString());
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return CHECKSUM + " " + Long.toHexString(crc.getValue()) + "\n";
  }
}
