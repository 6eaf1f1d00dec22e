/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

/**
 * Cuts what a modem sends into lines and prompts (ITU-T V.250, 5.7; 3GPP TS 27.005, 3.5.1). Sans
 * I/O; not thread-safe.
 *
 * <p>Bytes come in chunks of any length. A line ends with CR, with LF, or with CRs and an LF.
 * Control characters and others that no modem says are left out and counted.
 */
final class AtLines {
  /** Twice the longest PDU, and more than any line that means something. */
  static final int LONGEST = 2048;

  /** What comes out. */
  interface Sink {
    /** A line without its end; may be empty. */
    void line(String line);

    /** The modem asks for text. */
    void prompt();
  }

  private final StringBuilder line = new StringBuilder();
  private boolean afterReturn;
  private boolean afterPrompt;
  private boolean overlong;
  private boolean promptAwaited;
  private long dropped;

  /** Whether {@code >} at the beginning of a line is a prompt even without the space behind it. */
  void awaitPrompt(boolean awaited) {
    promptAwaited = awaited;
  }

  /** Bytes that were left out. */
  long dropped() {
    return dropped;
  }

  void feed(byte[] buffer, int offset, int length, Sink sink) {
    for (int i = offset; i < offset + length; i++) {
      take((char) (buffer[i] & 0xFF), sink);
    }
  }

  private void take(char character, Sink sink) {
    if (character == '\n' || character == '\r') {
      boolean isRestOfEnd = afterReturn;
      afterReturn = character == '\r';
      afterPrompt = false;
      if (!isRestOfEnd) {
        end(sink);
      }
      return;
    }
    afterReturn = false;
    if (!isMeant(character)) {
      dropped++;
    } else if (character == ' ' && afterPrompt && line.isEmpty()) {
      afterPrompt = false;
    } else {
      add(character, sink);
    }
  }

  private static boolean isMeant(char character) {
    return character == '\t' || character >= ' ' && character < 0x7F || isLatin(character);
  }

  private static boolean isLatin(char character) {
    return character >= 0xA0 && character < 0xFF;
  }

  private void add(char character, Sink sink) {
    if (overlong || line.length() == LONGEST) {
      dropped += overlong ? 1 : LONGEST + 1;
      overlong = true;
      line.setLength(0);
      return;
    }
    line.append(character);
    boolean isPrompt = line.length() == 1 && character == '>' && promptAwaited;
    boolean isWholePrompt = line.length() == 2 && line.charAt(0) == '>' && character == ' ';
    if (isPrompt || isWholePrompt) {
      line.setLength(0);
      promptAwaited = false;
      afterPrompt = isPrompt;
      sink.prompt();
    }
  }

  private void end(Sink sink) {
    String ended = line.toString();
    line.setLength(0);
    if (overlong) {
      overlong = false;
    } else {
      sink.line(ended);
    }
  }

  /** Forgets what was begun, as when the port has gone. */
  void reset() {
    line.setLength(0);
    afterReturn = false;
    afterPrompt = false;
    overlong = false;
    promptAwaited = false;
  }
}
