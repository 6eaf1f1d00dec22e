/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** Values of attributes, or why there are none (Green Book, {@code Get-Response}). */
public sealed interface GetResponse extends Apdu {
  /** The octet of invoke-id and priority, as in the request. */
  int invokeId();

  @Override
  default int tag() {
    return ApduTag.GET_RESPONSE;
  }

  /** Of one attribute. */
  record Normal(int invokeId, GetResult result) implements GetResponse {
    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.GET_RESPONSE << 8 | 1).put8(invokeId);
      Items.write(result, out);
    }
  }

  /**
   * A piece of the values.
   *
   * @param last whether no more follow
   * @param block its number, from 1
   * @param raw octets; null where there is a reason instead
   * @param reason why there are no octets; null where there are
   */
  record WithDataBlock(int invokeId, boolean last, long block, byte[] raw, DataAccessResult reason)
      implements GetResponse {
    /** Checks that it is one or the other. */
    public WithDataBlock {
      if ((raw == null) == (reason == null)) {
        throw new IllegalArgumentException("a block has octets or a reason for having none");
      }
    }

    /** With octets. */
    public WithDataBlock(int invokeId, boolean last, long block, byte[] raw) {
      this(invokeId, last, block, raw, null);
    }

    /** Without octets. */
    public WithDataBlock(int invokeId, boolean last, long block, DataAccessResult reason) {
      this(invokeId, last, block, null, reason);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.GET_RESPONSE << 8 | 2).put8(invokeId).put8(last ? 1 : 0).put32(block);
      if (raw != null) {
        out.put8(0).putOctets(raw);
      } else {
        out.put8(1).put8(reason.code());
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
  }

  /** Of a list of attributes. */
  record WithList(int invokeId, List<GetResult> results) implements GetResponse {
    /** Of a copy of the list. */
    public WithList {
      results = List.copyOf(results);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.GET_RESPONSE << 8 | 3).put8(invokeId).putLength(results.size());
      for (GetResult result : results) {
        Items.write(result, out);
      }
    }
  }
}
