/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/**
 * A request failed as a whole (Green Book, {@code ConfirmedServiceError}).
 *
 * @param service whose: 1 initiate, 5 read, 6 write
 * @param kind which choice of {@code ServiceError}, 0 to 10
 * @param value what it says
 */
public record ConfirmedServiceError(int service, int kind, int value) implements Apdu {
  @Override
  public int tag() {
    return ApduTag.CONFIRMED_SERVICE_ERROR;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put8(service).put8(kind).put8(value);
  }

  static ConfirmedServiceError read(ApduReader in) throws ApduException {
    return new ConfirmedServiceError(in.u8(), in.u8(), in.u8());
  }

  /** In words for a person. */
  public String words() {
    return ServiceErrorWords.of(this);
  }
}
