/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.util.List;

/** The gateway cannot start, for reasons that its user can do something about. */
public final class GatewayException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With one problem in words. */
  public GatewayException(String problem) {
    this(List.of(problem));
  }

  /** With one problem in words and its cause. */
  public GatewayException(String problem, Throwable cause) {
    super(problem, cause);
    problems = List.of(problem);
  }

  /** With each problem in words; the message has one a line. */
  public GatewayException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem in words; never empty. */
  public List<String> problems() {
    return problems;
  }
}
