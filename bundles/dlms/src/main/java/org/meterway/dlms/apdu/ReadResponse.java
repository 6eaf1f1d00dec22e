/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Values of variables (Green Book, {@code ReadResponse}). */
public record ReadResponse(List<Result> results) implements Apdu {
  /** Of a copy of the list. */
  public ReadResponse {
    results = List.copyOf(results);
  }

  @Override
  public int tag() {
    return ApduTag.READ_RESPONSE;
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

    /** A value. */
    record Value(Data data) implements Result {
      @Override
      public void write(DataWriter out) {
        data.write(out.put8(0));
      }
    }

    /** Why there is none. */
    record Failure(DataAccessResult reason) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(1).put8(reason.code());
      }
    }

    /**
     * A piece of the values.
     *
     * @param block its number, 0 to 65535
     */
    record DataBlock(boolean last, int block, byte[] raw) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(2).put8(last ? 1 : 0).put16(block).putOctets(raw);
      }

      @Override
      public boolean equals(Object other) {
        return Contents.equal(this, other);
      }

      @Override
      public int hashCode() {
        return Contents.hash(this);
      }

      @Override
      public String toString() {
        return Contents.text(this);
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
        out.put8(3).put16(block);
      }
    }
  }
}
