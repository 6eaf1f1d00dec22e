/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/**
 * What came of an {@link AccessRequest} (Green Book, {@code Access-Response}).
 *
 * @param longInvokeId as in the request
 * @param dateTime 12 octets; an empty array for none
 * @param specifications what was to be done, or null where the response does not repeat it
 * @param data of each of them; null-data where there is nothing to say
 * @param results how each of them ended
 */
public record AccessResponse(
    long longInvokeId,
    byte[] dateTime,
    List<AccessRequest.Specification> specifications,
    List<Data> data,
    List<Result> results)
    implements Apdu {
  /** Of copies of the lists. */
  public AccessResponse {
    specifications = specifications == null ? null : List.copyOf(specifications);
    data = List.copyOf(data);
    results = List.copyOf(results);
  }

  @Override
  public int tag() {
    return ApduTag.ACCESS_RESPONSE;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put32(longInvokeId).putOctets(dateTime);
    if (specifications == null) {
      out.put8(0);
    } else {
      AccessCodec.write(specifications, out.put8(1));
    }
    Items.writeData(data, out);
    out.putLength(results.size());
    for (Result result : results) {
      result.write(out);
    }
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

  /** How one thing ended (Green Book, {@code Access-Response-Specification}). */
  public sealed interface Result {
    /** Encodes. */
    void write(DataWriter out);

    /** The code, 0 for success. */
    int code();

    /** Reading. */
    record Get(DataAccessResult result) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(1).put8(result.code());
      }

      @Override
      public int code() {
        return result.code();
      }
    }

    /** Writing. */
    record Set(DataAccessResult result) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(2).put8(result.code());
      }

      @Override
      public int code() {
        return result.code();
      }
    }

    /** Calling. */
    record Action(ActionResult result) implements Result {
      @Override
      public void write(DataWriter out) {
        out.put8(3).put8(result.code());
      }

      @Override
      public int code() {
        return result.code();
      }
    }
  }
}
