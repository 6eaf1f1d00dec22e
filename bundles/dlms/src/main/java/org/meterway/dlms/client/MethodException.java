/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.Optional;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.DataAccessResult;

/** The meter did not execute a method, or did and cannot tell what it gave. */
public final class MethodException extends DlmsException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final int access;

  MethodException(Object method, ActionResult result) {
    super(method + ": " + result.text() + " (" + result.words() + ")");
    this.code = result.code();
    this.access = 0;
  }

  MethodException(Object method, DataAccessResult returned) {
    super(
        method
            + ": executed, but what it returns cannot be read: "
            + returned.text()
            + " ("
            + returned.words()
            + ")");
    this.code = 0;
    this.access = returned.code();
  }

  /** Why it was not executed; {@link ActionResult#SUCCESS} if it was. */
  public ActionResult result() {
    return ActionResult.of(code);
  }

  /** Why what it returns cannot be read, if that is what failed. */
  public Optional<DataAccessResult> returned() {
    return access == 0 ? Optional.empty() : Optional.of(DataAccessResult.of(access));
  }
}
