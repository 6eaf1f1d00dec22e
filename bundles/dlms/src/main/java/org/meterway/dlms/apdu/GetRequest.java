/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/**
 * Asks for attributes (Green Book, {@code Get-Request}). {@code invokeId} is the whole octet of
 * invoke-id and priority: see {@link InvokeId}.
 */
public sealed interface GetRequest extends Apdu {
  /** The octet of invoke-id and priority. */
  int invokeId();

  @Override
  default int tag() {
    return ApduTag.GET_REQUEST;
  }

  /**
   * For one attribute.
   *
   * @param selection which part of it, or null for all
   */
  record Normal(int invokeId, AttributeReference attribute, Selection selection)
      implements GetRequest {
    /** For a whole attribute. */
    public Normal(int invokeId, AttributeReference attribute) {
      this(invokeId, attribute, null);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.GET_REQUEST << 8 | 1).put8(invokeId);
      Items.write(attribute, selection, out);
    }
  }

  /**
   * For the next block.
   *
   * @param block the number of the last one received
   */
  record Next(int invokeId, long block) implements GetRequest {
    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.GET_REQUEST << 8 | 2).put8(invokeId).put32(block);
    }
  }

  /** For a list of attributes. */
  record WithList(int invokeId, List<Item> items) implements GetRequest {
    /** Of a copy of the list. */
    public WithList {
      items = List.copyOf(items);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.GET_REQUEST << 8 | 3).put8(invokeId);
      Items.write(items, out);
    }
  }
}
