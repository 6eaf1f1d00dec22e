/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.Objects;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;

/**
 * A method, and what it is called with.
 *
 * @param method which
 * @param parameters with what; null for nothing
 */
public record MethodCall(MethodReference method, Data parameters) {
  /** Checks that there is something to call. */
  public MethodCall {
    Objects.requireNonNull(method, "method");
  }
}
