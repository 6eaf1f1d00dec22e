/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura;

import org.osgi.annotation.versioning.ProviderType;

/** A service of Kura failed. */
@ProviderType
public class KuraException extends Exception {
  private static final long serialVersionUID = 1L;

  private final KuraErrorCode code;

  public KuraException(KuraErrorCode code, Object... arguments) {
    super(arguments.length == 0 ? code.name() : code.name() + ": " + arguments[0]);
    this.code = code;
  }

  public KuraErrorCode getCode() {
    return code;
  }
}
