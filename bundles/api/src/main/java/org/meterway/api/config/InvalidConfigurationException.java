/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.config;

import java.util.List;

/**
 * A configuration that a component refuses. Its message names the PID and, for each problem, the
 * property, its value and what would be right.
 */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidConfigurationException(String pid, List<String> problems) {
    super("Invalid configuration of " + pid + ": " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem in words; never empty. */
  public List<String> problems() {
    return problems;
  }
}
