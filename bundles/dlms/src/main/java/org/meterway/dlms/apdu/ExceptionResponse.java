/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * The meter could not do anything with a request (Green Book, {@code Exception-Response}).
 *
 * @param stateError 1 service-not-allowed, 2 service-unknown
 * @param serviceError 1 operation-not-possible, 2 service-not-supported, 3 other-reason, 4
 *     pdu-too-long, 5 deciphering-error, 6 invocation-counter-error
 * @param invocationCounter of an invocation-counter-error the least that the meter takes, 0 to
 *     2<sup>32</sup>-1; else null
 */
public record ExceptionResponse(int stateError, int serviceError, Long invocationCounter)
    implements Apdu {
  private static final int INVOCATION_COUNTER_ERROR = 6;

  @Override
  public int tag() {
    return ApduTag.EXCEPTION_RESPONSE;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put8(stateError).put8(serviceError);
    if (invocationCounter != null) {
      out.put32(invocationCounter);
    }
  }

  static ExceptionResponse read(ApduReader in) throws ApduException {
    int state = in.u8();
    int service = in.u8();
    boolean counter = service == INVOCATION_COUNTER_ERROR && in.remaining() > 0;
    return new ExceptionResponse(state, service, counter ? Long.valueOf(in.u32()) : null);
  }

  /** In words for a person. */
  public String words() {
    String state =
        switch (stateError) {
          case 1 -> "the meter does not allow the service in this state";
          case 2 -> "the meter does not know the service";
          default -> "state error " + stateError;
        };
    String service =
        switch (serviceError) {
          case 1 -> "the operation is not possible";
          case 2 -> "the service is not supported";
          case 3 -> "for another reason";
          case 4 -> "the APDU is too long";
          case 5 -> "it could not be deciphered: look at the keys, system titles and the policy";
          case INVOCATION_COUNTER_ERROR ->
              "the invocation counter is not above the last one"
                  + (invocationCounter == null ? "" : "; the meter wants " + invocationCounter);
          default -> "service error " + serviceError;
        };
    return state + ": " + service;
  }
}
