/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command line, and what is known of its answer.
 *
 * @param line without its end, as {@code AT+CSQ}
 * @param text what is sent when the modem asks for it; empty where it does not ask
 */
record AtCommand(String line, String text) {
  private static final Pattern NAME = Pattern.compile("(?i)AT([+^*%#$&]?[A-Z0-9]*)(=\\?|[=?])?.*");
  private static final Pattern OF_REGISTRATION =
      Pattern.compile("\\+C(?:G|E|5G)?REG: ?\\d+, ?\\d+(?:,.*)?");

  /** What modems say unasked (3GPP TS 27.007 and 27.005), by what stands before the colon. */
  private static final Set<String> UNASKED =
      Set.of(
          "+CREG", "+CGREG", "+CEREG", "+C5GREG", "+CPIN", "+CFUN", "+CMTI", "+CMT", "+CDSI",
          "+CDS", "+CBM", "+CBMI", "+CRING", "+CLIP", "+CCWA", "+COLP", "+CUSD", "+CSSI", "+CSSU",
          "+CGEV", "+CIEV", "+CTZV", "+CTZE", "+CTZDST", "+CALA", "+CSIM", "+QIND", "+QUSIM",
          "+QCFUN", "+SIM", "+STIN", "+UUSORD", "+UUSOCL", "+UMWI", "+XCESQI");

  private static final Set<String> UNASKED_WORDS =
      Set.of(
          "RING",
          "RDY",
          "PB DONE",
          "SMS DONE",
          "SMS READY",
          "CALL READY",
          "NORMAL POWER DOWN",
          "POWERED DOWN");

  private static final Set<String> HIDING =
      Set.of("+CPIN", "+CPIN2", "+CLCK", "+CPWD", "+CMGS", "+CMGW", "+CMGC");

  /** Marks of a manufacturer's own commands, which are his own unasked words as well. */
  private static final String MARKS = "^*%#$";

  static AtCommand of(String line) {
    return new AtCommand(line, "");
  }

  /** For people: without a password, and without a number that is called. */
  String shown() {
    int equals = line.indexOf('=');
    boolean hides = equals >= 0 && HIDING.contains(name());
    return hides ? line.substring(0, equals) + "=..." : line;
  }

  /** As {@code +CSQ}, in upper case. */
  String name() {
    var matcher = NAME.matcher(line);
    return matcher.matches() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
  }

  private boolean isSetting() {
    var matcher = NAME.matcher(line);
    return matcher.matches() && "=".equals(matcher.group(2));
  }

  /** Whether this is what was sent, come back: the command, or one of the lines of the text. */
  boolean isEcho(String heard) {
    String stripped = heard.strip();
    if (stripped.equalsIgnoreCase(line)) {
      return true;
    }
    String plain = stripped.startsWith("> ") ? stripped.substring(2) : stripped;
    return !plain.isEmpty() && !text.isEmpty() && text.lines().anyMatch(plain::equals);
  }

  /** Whether a line that is no result was said unasked, while this command awaits its result. */
  boolean isUnasked(String heard) {
    if (UNASKED_WORDS.contains(heard.toUpperCase(Locale.ROOT))) {
      return true;
    }
    int colon = heard.indexOf(':');
    String said = colon < 0 ? "" : heard.substring(0, colon).toUpperCase(Locale.ROOT);
    if (UNASKED.contains(said)) {
      boolean mayAnswer = said.equals(name()) && !isSetting();
      return !mayAnswer || said.endsWith("REG") && !OF_REGISTRATION.matcher(heard).matches();
    }
    char mark = heard.charAt(0);
    boolean isOwn = said.equals(name());
    return MARKS.indexOf(mark) >= 0 && !isOwn;
  }

  /** Whether the line behind this one is the text of a message, whatever it looks like. */
  boolean isHeadOfMessage(String heard) {
    String name = name();
    return (name.equals("+CMGL") || name.equals("+CMGR")) && heard.startsWith(name + ":");
  }

  @Override
  public String toString() {
    return shown();
  }
}
