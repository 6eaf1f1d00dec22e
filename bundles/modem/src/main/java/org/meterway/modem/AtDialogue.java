/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the answer to a command from what a modem says unasked. Sans I/O; not thread-safe.
 *
 * <p>One command at a time: {@link #begin}, then bytes, until {@link Sink#answered}. A command
 * whose answer did not come in time is given up; its answer may still come, and must not be taken
 * for the next one's. {@link #beginAgain} asks for something that the modem repeats word by word,
 * and passes over all results before it.
 */
final class AtDialogue implements AtLines.Sink {
  /** Lines of one answer; further ones are dropped. A memory with 500 messages has 1000. */
  static final int MOST_LINES = 1024;

  private static final Set<String> RESULTS =
      Set.of("OK", "ERROR", "NO CARRIER", "NO ANSWER", "NO DIALTONE", "BUSY", "ABORTED");

  private static final Pattern ERRORS = Pattern.compile("\\+CM[ES] ERROR:.*");
  private static final Pattern WITH_PDU = Pattern.compile("\\+(?:CMT|CBM|CDS):(?:[^,]*,)? ?\\d+");
  private static final Pattern WITH_TEXT = Pattern.compile("\\+(?:CMT|CBM): ?\".*");
  private static final Pattern OF_TEXT = Pattern.compile(".*\"(?:REC|STO) .*");
  private static final Pattern PDU = Pattern.compile("[0-9A-Fa-f]{2,}");

  /** What the next line is, besides a line. */
  private enum Body {
    /** Nothing. */
    NONE,
    /** A PDU, which is never empty, though some modems put an empty line in front. */
    PDU,
    /** A text, which may be empty, or say OK. */
    TEXT
  }

  /** What comes out. */
  interface Sink {
    /** The result of the command has come. */
    void answered(AtAnswer answer);

    /** The modem asks for the text of the command. */
    void prompted();

    /** Something unasked; an indication of two lines comes as one text. */
    void unsolicited(String text);

    /** A result that nobody waits for. */
    void late(String line);
  }

  private final AtLines lines = new AtLines();
  private final Sink sink;
  private final List<String> information = new ArrayList<>();
  private AtCommand command;

  /** What must be heard before a result counts; null for nothing. */
  private String mark;

  private Body body = Body.NONE;
  private String indication;
  private long droppedLines;

  AtDialogue(Sink sink) {
    this.sink = sink;
  }

  /** A command goes out. */
  void begin(AtCommand next) {
    command = next;
    mark = null;
    body = Body.NONE;
    information.clear();
    lines.awaitPrompt(!next.text().isEmpty());
  }

  /**
   * A command goes out behind one that was given up.
   *
   * @param sign how its information begins; results before it belong to others
   */
  void beginAgain(AtCommand next, String sign) {
    begin(next);
    mark = sign;
  }

  /** The answer is awaited no longer. */
  void giveUp() {
    command = null;
    mark = null;
    body = Body.NONE;
    information.clear();
    lines.awaitPrompt(false);
  }

  /** The line has gone, and another one begins anew. */
  void reset() {
    giveUp();
    indication = null;
    lines.reset();
  }

  void feed(byte[] buffer, int offset, int length) {
    lines.feed(buffer, offset, length, this);
  }

  /** Bytes that meant nothing. */
  long droppedBytes() {
    return lines.dropped();
  }

  long droppedLines() {
    return droppedLines;
  }

  @Override
  public void prompt() {
    if (command != null) {
      sink.prompted();
    }
  }

  @Override
  public void line(String raw) {
    String line = raw.strip();
    if (line.isEmpty() && body != Body.TEXT) {
      return;
    }
    boolean isBody = body == Body.TEXT || body == Body.PDU && PDU.matcher(line).matches();
    body = Body.NONE;
    if (isBody) {
      keep(raw);
      return;
    }
    if (indication != null) {
      String head = indication;
      indication = null;
      boolean isRest = !WITH_PDU.matcher(head).matches() || PDU.matcher(line).matches();
      sink.unsolicited(isRest ? head + "\n" + raw : head);
      if (isRest) {
        return;
      }
    }
    if (isResult(line)) {
      result(line);
    } else if (command == null) {
      unasked(line);
    } else if (!command.isEcho(line)) {
      told(line);
    }
  }

  private static boolean isResult(String line) {
    return RESULTS.contains(line) || ERRORS.matcher(line).matches();
  }

  private void result(String line) {
    if (command == null && line.equals("NO CARRIER")) {
      sink.unsolicited(line);
    } else if (command == null || mark != null) {
      sink.late(line);
    } else {
      AtAnswer.Kind kind = line.equals("OK") ? AtAnswer.Kind.OK : AtAnswer.Kind.REFUSED;
      AtAnswer answer = new AtAnswer(kind, line, information);
      giveUp();
      sink.answered(answer);
    }
  }

  private void told(String line) {
    if (command.isUnasked(line)) {
      unasked(line);
      return;
    }
    if (mark != null) {
      if (!line.toUpperCase(Locale.ROOT).startsWith(mark)) {
        return; // It belongs to the answer that comes late.
      }
      mark = null;
    }
    keep(line);
    if (command.isHeadOfMessage(line)) {
      body = OF_TEXT.matcher(line).matches() ? Body.TEXT : Body.PDU;
    }
  }

  private void keep(String line) {
    if (information.size() < MOST_LINES) {
      information.add(line);
    } else {
      droppedLines++;
    }
  }

  private void unasked(String line) {
    if (WITH_PDU.matcher(line).matches() || WITH_TEXT.matcher(line).matches()) {
      indication = line;
    } else {
      sink.unsolicited(line);
    }
  }
}
