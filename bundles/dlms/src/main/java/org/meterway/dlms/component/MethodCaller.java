/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;

/** Calls a method. */
final class MethodCaller implements MeterRequest<Object> {
  private final MethodReference method;
  private final Data parameter;

  MethodCaller(MethodReference method, Data parameter) {
    this.method = method;
    this.parameter = parameter;
  }

  @Override
  public Object ask(MeterSession session) throws IOException {
    return JavaValues.of(session.client().call(method, parameter));
  }

  @Override
  public boolean changes() {
    return true;
  }
}
