/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** What is wrong with a file. Its message goes on where the name of the file ends. */
final class FileProblem extends Exception {
  private static final long serialVersionUID = 1L;

  FileProblem(String words) {
    super(words);
  }
}
