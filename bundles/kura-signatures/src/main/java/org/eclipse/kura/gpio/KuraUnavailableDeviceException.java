/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.gpio;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** The pin is not there. */
@ProviderType
public class KuraUnavailableDeviceException extends KuraException {
  private static final long serialVersionUID = 1L;

  public KuraUnavailableDeviceException(Object argument) {
    super(KuraErrorCode.UNAVAILABLE_DEVICE, argument);
  }
}
