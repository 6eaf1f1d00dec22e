/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

/** How a {@link ParameterRequest} ended. */
public enum ResponseStatus {
  /** Done; for GET with the value's bytes. */
  DONE,
  /** The meter answered with an error. */
  REFUSED_BY_METER,
  /** The meter did not answer in time. */
  NO_ANSWER,
  /** There is no such link, or its port is not open. */
  UNREACHABLE,
  /** The parameter is not one that may be set. */
  NOT_ALLOWED,
  /** The request is malformed. */
  MALFORMED,
  /** Too many requests wait. */
  TOO_MANY;

  /** As it stands in a RESPONSE. */
  int code() {
    return ordinal();
  }
}
