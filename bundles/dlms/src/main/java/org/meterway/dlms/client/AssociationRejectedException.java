/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.apdu.AssociationResult;
import org.meterway.dlms.apdu.Diagnostic;

/** The meter refused the association. */
public final class AssociationRejectedException extends DlmsException {
  private static final long serialVersionUID = 1L;

  private final AssociationResult result;
  private final int source;
  private final int code;

  AssociationRejectedException(AssociationResult result, Diagnostic diagnostic) {
    this(
        "the meter refuses the association: " + result.words() + "; " + diagnostic.words(),
        result,
        diagnostic);
  }

  AssociationRejectedException(String message, AssociationResult result, Diagnostic diagnostic) {
    super(message);
    this.result = result;
    this.source = diagnostic.source();
    this.code = diagnostic.code();
  }

  /** Whether for good or for now. */
  public AssociationResult result() {
    return result;
  }

  /** The reason that the meter gives. */
  public Diagnostic diagnostic() {
    return new Diagnostic(source, code);
  }
}
