/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.Data;

/** A value, or why there is none (Green Book, {@code Get-Data-Result}). */
public sealed interface GetResult {
  /** A value. */
  record Value(Data data) implements GetResult {}

  /** Why there is none. */
  record Failure(DataAccessResult reason) implements GetResult {}

  /** A value. */
  static GetResult of(Data data) {
    return new Value(data);
  }

  /** Why there is none. */
  static GetResult of(DataAccessResult reason) {
    return new Failure(reason);
  }

  /** Whether it is a value. */
  default boolean isValue() {
    return this instanceof Value;
  }

  /** The value, or null. */
  default Data data() {
    return this instanceof Value value ? value.data() : null;
  }

  /** Why there is no value; null where there is one. */
  default DataAccessResult reason() {
    return this instanceof Failure failure ? failure.reason() : null;
  }
}
