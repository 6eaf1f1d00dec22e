/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;

/**
 * The meter, or what came instead of its answer, did not let a request succeed. The message says it
 * in words for the person who operates the meter; the subclasses carry what a program decides by.
 */
public abstract sealed class DlmsException extends IOException
    permits AssociationRejectedException,
        DataAccessException,
        MethodException,
        ServiceErrorException,
        SecurityErrorException,
        ResponseTimeoutException,
        ProtocolErrorException,
        NotNegotiatedException {
  private static final long serialVersionUID = 1L;

  DlmsException(String message) {
    super(message);
  }

  DlmsException(String message, Throwable cause) {
    super(message, cause);
  }
}
