/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.List;

/** A configuration file that must not come into force. */
public final class InvalidFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidFileException(List<String> problems) {
    super(String.join(System.lineSeparator(), plain(problems)));
    this.problems = plain(problems);
  }

  /** They name what stands in the file. */
  private static List<String> plain(List<String> problems) {
    return problems.stream().map(PlainText::of).toList();
  }

  /** Each problem with its place in the file; never empty. */
  public List<String> problems() {
    return problems;
  }
}
