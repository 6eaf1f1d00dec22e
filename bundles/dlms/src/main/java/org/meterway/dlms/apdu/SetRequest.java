/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Writes attributes (Green Book, {@code Set-Request}). */
public sealed interface SetRequest extends Apdu {
  /** The octet of invoke-id and priority. */
  int invokeId();

  @Override
  default int tag() {
    return ApduTag.SET_REQUEST;
  }

  /**
   * One attribute.
   *
   * @param selection which part of it, or null for all
   */
  record Normal(int invokeId, AttributeReference attribute, Selection selection, Data value)
      implements SetRequest {
    /** A whole attribute. */
    public Normal(int invokeId, AttributeReference attribute, Data value) {
      this(invokeId, attribute, null, value);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_REQUEST << 8 | 1).put8(invokeId);
      Items.write(attribute, selection, out);
      value.write(out);
    }
  }

  /**
   * One attribute, and the first piece of its value.
   *
   * @param selection which part of it, or null for all
   */
  record WithFirstDataBlock(
      int invokeId, AttributeReference attribute, Selection selection, Block block)
      implements SetRequest {
    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_REQUEST << 8 | 2).put8(invokeId);
      Items.write(attribute, selection, out);
      block.write(out);
    }
  }

  /** A further piece. */
  record WithDataBlock(int invokeId, Block block) implements SetRequest {
    @Override
    public void write(DataWriter out) {
      block.write(out.put16(ApduTag.SET_REQUEST << 8 | 3).put8(invokeId));
    }
  }

  /** A list of attributes. */
  record WithList(int invokeId, List<Item> items, List<Data> values) implements SetRequest {
    /** Of copies of the lists. */
    public WithList {
      items = List.copyOf(items);
      values = List.copyOf(values);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_REQUEST << 8 | 4).put8(invokeId);
      Items.write(items, out);
      Items.writeData(values, out);
    }
  }

  /** A list of attributes, and the first piece of their values: a count, and the values. */
  record WithListAndFirstDataBlock(int invokeId, List<Item> items, Block block)
      implements SetRequest {
    /** Of a copy of the list. */
    public WithListAndFirstDataBlock {
      items = List.copyOf(items);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.SET_REQUEST << 8 | 5).put8(invokeId);
      Items.write(items, out);
      block.write(out);
    }
  }
}
