/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import org.meterway.cli.Problems;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.MethodException;

/** Errors of single objects, in a word where the standard has one. */
final class ErrorWords {
  private ErrorWords() {}

  static String of(IOException e) {
    if (e instanceof DataAccessException access) {
      return access.result().text();
    }
    if (e instanceof MethodException method) {
      return method.returned().map(Object::toString).orElse(method.result().text());
    }
    return Problems.of(e);
  }
}
