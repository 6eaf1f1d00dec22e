/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.io.PrintWriter;
import java.util.List;

/** What can be asked for. */
public interface Commands {
  /**
   * Runs a command.
   *
   * @param words its name and its arguments
   * @return its exit status, 0 to 255
   * @throws InterruptedException if whoever asked has gone
   */
  int run(List<String> words, PrintWriter out) throws InterruptedException;

  /** Candidates for the last word. */
  List<String> complete(List<String> words);
}
