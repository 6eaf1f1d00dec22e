/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

/** Gives what meters answer to the requests that wait for it. */
final class MeterAnswers {
  private final MeterRequests requests;

  MeterAnswers(MeterRequests requests) {
    this.requests = requests;
  }

  /** The meter tells a value. */
  void value(String link, int parameter, byte[] value) {
    requests.answered(new RequestKey(link, parameter, RequestKey.Kind.GET), value);
  }

  /** The meter has no such value. */
  void noValue(String link, int parameter) {
    requests.refused(new RequestKey(link, parameter, RequestKey.Kind.GET));
  }

  /** The meter has taken a value, or not. */
  void acknowledgement(String link, int parameter, boolean success) {
    RequestKey key = new RequestKey(link, parameter, RequestKey.Kind.SET);
    if (success) {
      requests.answered(key, new byte[0]);
    } else {
      requests.refused(key);
    }
  }
}
