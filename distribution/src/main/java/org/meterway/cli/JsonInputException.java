/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

/** Valid JSON that says something impossible: names the key, the value and what would be right. */
final class JsonInputException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonInputException(String message) {
    super(message);
  }
}
