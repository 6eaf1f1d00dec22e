/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

/** What the program's exit status says. */
public final class ExitStatus {
  /** All is good. */
  public static final int GOOD = 0;

  /** It ran, but something was wrong: a fault in the input, a lost payload. */
  public static final int FAULT = 1;

  /** It was called wrongly. */
  public static final int USAGE = 2;

  private ExitStatus() {}
}
