/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.apdu.DataAccessResult;

/** The meter did not read or write an attribute. */
public final class DataAccessException extends DlmsException {
  private static final long serialVersionUID = 1L;

  private final int code;

  DataAccessException(Object attribute, DataAccessResult result) {
    super(attribute + ": " + result.text() + " (" + result.words() + ")");
    this.code = result.code();
  }

  /** Why. */
  public DataAccessResult result() {
    return DataAccessResult.of(code);
  }
}
