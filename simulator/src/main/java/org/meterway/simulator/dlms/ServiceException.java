/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Objects;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.DataAccessResult;

/** An object refuses: the result that the client is told. */
public final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DataAccessResult result;

  /** Refuses with a result that is not success. */
  public ServiceException(DataAccessResult result) {
    super(Objects.requireNonNull(result, "result").toString(), null, false, false);
    this.result = result;
  }

  /** What a GET or SET is answered with. */
  public DataAccessResult result() {
    return result;
  }

  /** What an ACTION is answered with: the two enumerations agree in the codes they share. */
  ActionResult actionResult() {
    return ActionResult.of(result.code());
  }
}
