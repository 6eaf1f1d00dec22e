/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.List;

/**
 * The names of a record's properties, the same words as in the command line's {@code decode}.
 *
 * <p>Kura's record stores make each one a column. None is called {@code timestamp} or {@code id}:
 * the stores have columns of their own with these names, and SQLite does not tell them apart.
 */
final class RecordProperties {
  static final String LINK = "link";
  static final String PROTOCOL = "protocol";
  static final String COMMAND = "command";
  static final String PARAMETER = "parameter";
  static final String REQUEST_ID = "requestId";
  static final String TYPE = "type";
  static final String VALUE = "value";
  static final String RAW = "raw";
  static final String MESSAGE_TIMESTAMP = "messageTimestamp";

  /** What the receiver takes as a value, in this order; {@code decode} prints all three. */
  static final List<String> VALUES = List.of(VALUE, "payload", "data");

  private RecordProperties() {}
}
