/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import org.meterway.api.dlms.DlmsException;

/** What a meter counts. */
enum MeterCounter {
  /** Associations that were made. */
  ASSOCIATIONS,
  /** Requests of others that were made. */
  REQUESTS,
  /** Attributes that were read. */
  READ,
  /** Attributes that the meter did not give. */
  READ_REFUSED,
  /** Rows of profiles. */
  ROWS,
  /** Attributes that were written. */
  WRITTEN,
  /** Methods that were called. */
  CALLED,
  /** Notifications within associations, which nobody hears. */
  NOTIFICATIONS,
  /** Octets of frames to the meter. */
  BYTES_OUT,
  /** Octets of frames from the meter. */
  BYTES_IN,
  /** Requests that failed, as the reason's name says. */
  FAILED_INVALID,
  /** As the name says. */
  FAILED_NOT_CONFIGURED,
  /** As the name says. */
  FAILED_BUSY,
  /** As the name says. */
  FAILED_UNREACHABLE,
  /** As the name says. */
  FAILED_REJECTED,
  /** As the name says. */
  FAILED_SECURITY,
  /** As the name says. */
  FAILED_TIMEOUT,
  /** As the name says. */
  FAILED_UNCERTAIN,
  /** As the name says. */
  FAILED_REFUSED,
  /** As the name says. */
  FAILED_PROTOCOL,
  /** As the name says. */
  FAILED_CANCELLED;

  /** The counter of a reason. */
  static MeterCounter of(DlmsException.Reason reason) {
    return valueOf("FAILED_" + reason.name());
  }
}
