/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the client of a peer said: whether it could associate, and the answer to each request. */
final class PeerAnswers {
  private final boolean associated;
  private final String words;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> errors = new LinkedHashMap<>();

  private PeerAnswers(List<String> lines) {
    associated = lines.contains("@associated");
    words = String.join("\n", lines);
    for (String line : lines) {
      if (line.startsWith("@result ")) {
        String[] parts = line.substring("@result ".length()).split(" ", 3);
        (parts[1].equals("=") ? values : errors).put(parts[0], parts[2]);
      }
    }
  }

  /** The answers of each run that the peer printed, by its name. */
  static Map<String, PeerAnswers> of(List<String> lines) {
    Map<String, List<String>> runs = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("@run ")) {
        current = runs.computeIfAbsent(line.substring("@run ".length()), any -> new ArrayList<>());
      }
      current.add(line);
    }
    Map<String, PeerAnswers> answers = new LinkedHashMap<>();
    runs.forEach((name, printed) -> answers.put(name, new PeerAnswers(printed)));
    return answers;
  }

  boolean associated() {
    return associated;
  }

  /** The value, numbers in decimal, octets as {@code xHEX}, arrays and structures in brackets. */
  String value(String request) {
    String value = values.get(request);
    if (value == null) {
      throw new AssertionError("no value of " + request + "; the peer printed:\n" + words);
    }
    return value;
  }

  /** The words of an error. */
  String error(String request) {
    String error = errors.get(request);
    if (error == null) {
      throw new AssertionError("no error of " + request + "; the peer printed:\n" + words);
    }
    return error;
  }

  @Override
  public String toString() {
    return words;
  }
}
