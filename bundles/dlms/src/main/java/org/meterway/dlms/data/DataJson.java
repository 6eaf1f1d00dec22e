/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/** Data as JSON, and back. */
public final class DataJson {
  private DataJson() {}

  /** As JSON, whole numbers without their types. */
  public static String write(Data data) {
    throw new UnsupportedOperationException("soon " + data);
  }

  /** As JSON that says every type. */
  public static String writeTyped(Data data) {
    throw new UnsupportedOperationException("soon " + data);
  }

  /** From JSON of either form. */
  public static Data read(String json) throws DataException {
    throw new DataException(0, "soon " + json);
  }
}
