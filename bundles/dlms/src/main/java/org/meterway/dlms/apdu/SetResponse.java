/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** How writing ended, or that it may go on (Green Book, {@code Set-Response}). */
public sealed interface SetResponse extends Apdu {
  /** The octet of invoke-id and priority, as in the request. */
  int invokeId();

  @Override
  default int tag() {
    return ApduTag.SET_RESPONSE;
  }

  /** Of one attribute. */
  record Normal(int invokeId, DataAccessResult result) implements SetResponse {
    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_RESPONSE << 8 | 1).put8(invokeId).put8(result.code());
    }
  }

  /**
   * A piece was received.
   *
   * @param block its number
   * @param surplus octets behind it that should not be there: Gurux's server sends some
   */
  record DataBlock(int invokeId, long block, byte[] surplus) implements SetResponse {
    private static final byte[] NOTHING = {};

    /** As the standard has it. */
    public DataBlock(int invokeId, long block) {
      this(invokeId, block, NOTHING);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_RESPONSE << 8 | 2).put8(invokeId).put32(block).put(surplus);
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
   * The last piece was received.
   *
   * @param block its number
   * @param cut whether the number is missing, as Gurux's server does; it is 0 then
   */
  record LastDataBlock(int invokeId, DataAccessResult result, long block, boolean cut)
      implements SetResponse {
    /** As the standard has it. */
    public LastDataBlock(int invokeId, DataAccessResult result, long block) {
      this(invokeId, result, block, false);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_RESPONSE << 8 | 3).put8(invokeId).put8(result.code());
      if (!cut) {
        out.put32(block);
      }
    }
  }

  /** The last piece of a list's values was received. */
  record LastDataBlockWithList(int invokeId, List<DataAccessResult> results, long block)
      implements SetResponse {
    /** Of a copy of the list. */
    public LastDataBlockWithList {
      results = List.copyOf(results);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_RESPONSE << 8 | 4).put8(invokeId);
      SetCodec.write(results, out);
      out.put32(block);
    }
  }

  /** Of a list of attributes. */
  record WithList(int invokeId, List<DataAccessResult> results) implements SetResponse {
    /** Of a copy of the list. */
    public WithList {
      results = List.copyOf(results);
    }

    @Override
    public void write(DataWriter out) {
      SetCodec.write(results, out.put16(ApduTag.SET_RESPONSE << 8 | 5).put8(invokeId));
    }
  }
}
