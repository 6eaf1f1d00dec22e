/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

/**
 * What an answer tells of its request.
 *
 * @param link the name of the link
 * @param parameter the parameter's id
 */
record RequestKey(String link, int parameter, Kind kind) {
  /** What was asked. */
  enum Kind {
    /** For a value. */
    GET,
    /** To take a value. */
    SET
  }

  @Override
  public String toString() {
    return "%s of parameter 0x%04x on link %s".formatted(kind, parameter, link);
  }
}
