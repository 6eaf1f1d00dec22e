/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;

/** Calls a method. */
final class MethodCaller implements MeterRequest<Object> {
  private final MethodReference method;
  private final Data parameter;

  MethodCaller(MethodReference method, Data parameter) {
    this.method = method;
    this.parameter = parameter;
  }

  @Override
  public Object ask(MeterSession session) throws IOException, DlmsException {
    Data returned = session.client().call(method, parameter);
    try {
      return JavaValues.of(returned);
    } catch (DataTypeException e) {
      throw new DlmsException(
          Reason.PROTOCOL, method + " is done, but returns what is no value: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean changes() {
    return true;
  }
}
