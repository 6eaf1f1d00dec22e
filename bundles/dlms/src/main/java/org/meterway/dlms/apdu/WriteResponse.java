/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** How writing ended (Green Book, {@code WriteResponse}). */
public record WriteResponse(List<Result> results) implements Apdu {
  /** Of a copy of the list. */
  public WriteResponse {
    results = List.copyOf(results);
  }

  @Override
  public int tag() {
    return ApduTag.WRITE_RESPONSE;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).putLength(results.size());
    for (Result result : results) {
      result.write(out);
    }
  }

  /** Of one variable. */
  public sealed interface Result {
    /** Encodes. */
    void write(DataWriter out);

    /** Written. */
    record Success() implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(0);
      }
    }

    /** Not written. */
    record Failure(DataAccessResult reason) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(1).put8(reason.code());
      }
    }

    /**
     * A piece of the request was received.
     *
     * @param block its number, 0 to 65535
     */
    record BlockNumber(int block) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(2).put16(block);
      }
    }
  }
}
