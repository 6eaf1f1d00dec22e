/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.OptionalLong;
import org.meterway.dlms.apdu.ConfirmedServiceError;
import org.meterway.dlms.apdu.ExceptionResponse;

/**
 * The meter could not do anything with the request as such: exception-response, or
 * confirmed-service-error.
 */
public final class ServiceErrorException extends DlmsException {
  private static final long serialVersionUID = 1L;

  private static final int PDU_TOO_LONG = 4;

  private final boolean exceptionResponse;
  private final int first;
  private final int second;
  private final long invocationCounter;

  ServiceErrorException(ExceptionResponse response) {
    super("the meter refuses the request: " + response.words());
    exceptionResponse = true;
    first = response.stateError();
    second = response.serviceError();
    invocationCounter = response.invocationCounter() == null ? -1 : response.invocationCounter();
  }

  ServiceErrorException(ConfirmedServiceError error) {
    super("the meter refuses the request: " + error.words());
    exceptionResponse = false;
    first = error.kind();
    second = error.value();
    invocationCounter = -1;
  }

  /** Whether it was an exception-response, not a confirmed-service-error. */
  public boolean isExceptionResponse() {
    return exceptionResponse;
  }

  /** The state error of an exception-response; the kind of a confirmed-service-error. */
  public int stateErrorOrKind() {
    return first;
  }

  /** The service error of an exception-response; the value of a confirmed-service-error. */
  public int serviceErrorOrValue() {
    return second;
  }

  /** Whether the meter says that the request was too long for it. */
  public boolean isTooLong() {
    return exceptionResponse && second == PDU_TOO_LONG;
  }

  /**
   * The least invocation counter that the meter takes, if that is what it complains of: pass it to
   * {@link org.meterway.dlms.security.InvocationCounters#atLeast} if you trust the meter.
   */
  public OptionalLong expectedInvocationCounter() {
    return invocationCounter < 0 ? OptionalLong.empty() : OptionalLong.of(invocationCounter);
  }
}
