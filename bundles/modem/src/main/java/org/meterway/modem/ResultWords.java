/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Results of commands in words, where a modem says them in numbers. */
final class ResultWords {
  private static final Pattern NUMBERED = Pattern.compile("\\+CM([ES]) ERROR: ?(\\d+)");

  /** 3GPP TS 27.007, 9.2. */
  private static final Map<Integer, String> EQUIPMENT =
      Map.ofEntries(
          Map.entry(3, "operation not allowed"),
          Map.entry(4, "operation not supported"),
          Map.entry(10, "SIM not inserted"),
          Map.entry(11, "SIM PIN required"),
          Map.entry(12, "SIM PUK required"),
          Map.entry(13, "SIM failure"),
          Map.entry(14, "SIM busy"),
          Map.entry(15, "SIM wrong"),
          Map.entry(16, "incorrect password"),
          Map.entry(20, "memory full"),
          Map.entry(21, "invalid index"),
          Map.entry(30, "no network service"),
          Map.entry(31, "network timeout"),
          Map.entry(50, "incorrect parameters"),
          Map.entry(100, "unknown"));

  /** 3GPP TS 27.005, 3.2.5, and 3GPP TS 24.011, annex E-2. */
  private static final Map<Integer, String> MESSAGES =
      Map.ofEntries(
          Map.entry(1, "unassigned number"),
          Map.entry(8, "operator determined barring"),
          Map.entry(21, "short message transfer rejected"),
          Map.entry(27, "destination out of service"),
          Map.entry(28, "unidentified subscriber"),
          Map.entry(38, "network out of order"),
          Map.entry(41, "temporary failure"),
          Map.entry(42, "congestion"),
          Map.entry(50, "requested facility not subscribed"),
          Map.entry(302, "operation not allowed"),
          Map.entry(303, "operation not supported"),
          Map.entry(304, "invalid PDU mode parameter"),
          Map.entry(305, "invalid text mode parameter"),
          Map.entry(310, "SIM not inserted"),
          Map.entry(311, "SIM PIN required"),
          Map.entry(320, "memory failure"),
          Map.entry(321, "invalid memory index"),
          Map.entry(322, "memory full"),
          Map.entry(330, "service centre address unknown"),
          Map.entry(331, "no network service"),
          Map.entry(332, "network timeout"),
          Map.entry(500, "unknown error"));

  private ResultWords() {}

  /** The result, with words behind a number that has some. */
  static String of(String result) {
    Matcher matcher = NUMBERED.matcher(result);
    if (!matcher.matches()) {
      return result;
    }
    Map<Integer, String> words = matcher.group(1).equals("E") ? EQUIPMENT : MESSAGES;
    String known = matcher.group(2).length() > 4 ? null : words.get(number(result));
    return known == null ? result : result + " (" + known + ")";
  }

  /** The number of a result; -1 where it has none. */
  static int number(String result) {
    Matcher matcher = NUMBERED.matcher(result);
    boolean isShort = matcher.matches() && matcher.group(2).length() <= 4;
    return isShort ? Integer.parseInt(matcher.group(2)) : -1;
  }
}
