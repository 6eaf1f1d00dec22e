/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

/** A program could not be started, or did not end in time; the message says which and why. */
final class ProgramException extends Exception {
  private static final long serialVersionUID = 1;

  ProgramException(String message) {
    super(message);
  }
}
