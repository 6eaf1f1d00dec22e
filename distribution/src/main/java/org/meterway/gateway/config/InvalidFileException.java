/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** A configuration file that must not come into force. */
public final class InvalidFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Nobody reads more, and the log would hold nothing else. */
  static final int MOST = 50;

  private static final int MOST_CHARACTERS = 800;

  private final transient List<String> problems;

  InvalidFileException(List<String> problems) {
    this(problems.size(), problems.stream().limit(MOST).map(InvalidFileException::plain).toList());
  }

  private InvalidFileException(int all, List<String> first) {
    super(String.join(System.lineSeparator(), first));
    problems = new ArrayList<>(first);
    if (all > first.size()) {
      problems.add("and " + (all - first.size()) + " more");
    }
  }

  /** They name what stands in the file. */
  private static String plain(String problem) {
    return PlainText.of(
        problem.length() <= MOST_CHARACTERS
            ? problem
            : problem.substring(0, MOST_CHARACTERS) + " …");
  }

  /** Each problem with its place in the file; never empty. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
