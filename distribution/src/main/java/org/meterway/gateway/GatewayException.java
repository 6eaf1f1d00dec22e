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
  private final boolean wrongUse;

  private GatewayException(List<String> problems, boolean wrongUse, Throwable cause) {
    super(String.join(System.lineSeparator(), problems), cause);
    this.problems = List.copyOf(problems);
    this.wrongUse = wrongUse;
  }

  /** With one problem in words. */
  public GatewayException(String problem) {
    this(List.of(problem));
  }

  /** With one problem in words and its cause. */
  public GatewayException(String problem, Throwable cause) {
    this(List.of(problem), false, cause);
  }

  /** With each problem in words; the message has one a line. */
  public GatewayException(List<String> problems) {
    this(problems, false, null);
  }

  /** An option or the configuration is wrong, and will be at the next attempt. */
  static GatewayException wrongUse(List<String> problems, Throwable cause) {
    return new GatewayException(problems, true, cause);
  }

  /** Each problem in words; never empty. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Whether an option or the configuration is wrong; otherwise it is something on this machine,
   * such as a port in use.
   */
  public boolean isWrongUse() {
    return wrongUse;
  }
}
