/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.IOException;
import java.util.List;
import org.meterway.cli.CommandException;

/** What carries out the lines of a prompt. */
interface ShellBackend {
  /**
   * Carries one line out; its output goes to the console.
   *
   * @param line not blank
   * @return its exit status
   */
  int run(String line) throws IOException, CommandException;

  /** Ends the line that is being carried out; called from another thread. */
  void cancel();

  /**
   * What may follow.
   *
   * @param words of the line up to the cursor; the last one, perhaps empty, is being typed
   */
  List<String> complete(List<String> words);
}
