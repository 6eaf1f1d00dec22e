/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/** A value was asked for as something that its type is not. */
public final class DataTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With words for a person. */
  public DataTypeException(String message) {
    super(message);
  }

  static DataTypeException of(DataTag tag, String wanted) {
    return new DataTypeException("the value is " + tag.withArticle() + ", not " + wanted);
  }
}
