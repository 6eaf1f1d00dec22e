/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

/**
 * A REQUEST of the head end.
 *
 * @param id what the RESPONSE repeats
 * @param operation null if the request is malformed; the rest then says nothing
 * @param parameter 0 to 65535
 * @param link the name of the meter's link
 * @param data what to set; empty with GET
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one reader.
public record ParameterRequest(
    int id, Operation operation, int parameter, String link, byte[] data) {
  /** What is asked for. */
  public enum Operation {
    /** The parameter's value. */
    GET,
    /** To give it another value. */
    SET
  }

  static ParameterRequest malformed(int id) {
    return new ParameterRequest(id, null, 0, "", new byte[0]);
  }

  /** Whether the head end made a mistake. */
  public boolean isMalformed() {
    return operation == null;
  }
}
