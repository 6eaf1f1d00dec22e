/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.DataWriter;

/** Which part of an attribute (Green Book, {@code Selective-Access-Descriptor}). */
public sealed interface Selection {
  /** Which kind of selection, 0 to 255. */
  int selector();

  /** What it says. */
  Data parameters();

  /** Encodes. */
  default void write(DataWriter out) {
    out.put8(selector());
    parameters().write(out);
  }

  /**
   * Rows of a profile whose value of one column lies between two (Blue Book, {@code
   * range_descriptor}).
   *
   * @param restricting the column
   * @param from the least value, included
   * @param to the greatest value, included
   * @param columns those wanted; none for all
   */
  record Range(CaptureObject restricting, Data from, Data to, List<CaptureObject> columns)
      implements Selection {
    /** Of a copy of the list. */
    public Range {
      columns = List.copyOf(columns);
    }

    @Override
    public int selector() {
      return 1;
    }

    @Override
    public Data parameters() {
      return Data.structure(
          restricting.toData(),
          from,
          to,
          Data.array(columns.stream().map(CaptureObject::toData).toList()));
    }
  }

  /**
   * Rows of a profile by their places (Blue Book, {@code entry_descriptor}).
   *
   * @param from the first row, counted from 1
   * @param to the last row; 0 for the last one there is
   * @param fromColumn the first column, counted from 1
   * @param toColumn the last column; 0 for the last one there is
   */
  record Entries(long from, long to, int fromColumn, int toColumn) implements Selection {
    /** Checks the ranges. */
    public Entries {
      if (((from | to) & ~0xFFFFFFFFL) != 0 || ((fromColumn | toColumn) & ~0xFFFF) != 0) {
        throw new IllegalArgumentException(
            "rows are 0 to 4294967295 and columns 0 to 65535, not "
                + (from + " to " + to + " and " + fromColumn + " to " + toColumn));
      }
    }

    @Override
    public int selector() {
      return 2;
    }

    @Override
    public Data parameters() {
      return Data.structure(
          Data.unsigned32(from),
          Data.unsigned32(to),
          Data.unsigned16(fromColumn),
          Data.unsigned16(toColumn));
    }

    @Override
    public void write(DataWriter out) {
      out.put8(selector()).put8(2).put8(4);
      out.put8(6).put32(from).put8(6).put32(to);
      out.put8(18).put16(fromColumn).put8(18).put16(toColumn);
    }
  }

  /** Of any other kind. */
  record Other(int selector, Data parameters) implements Selection {}

  /** The kind that fits: of a profile's parameters, exactly in their form, or {@link Other}. */
  static Selection of(int selector, Data parameters) {
    Selection other = new Other(selector, parameters);
    if (selector != 1 && selector != 2) {
      return other;
    }
    try {
      Selection known = selector == 1 ? range(parameters) : entries(parameters);
      return known.parameters().equals(parameters) ? known : other;
    } catch (DataTypeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return other;
    }
  }

  private static Selection range(Data parameters) {
    List<Data> fields = parameters.elements();
    List<CaptureObject> columns = fields.get(3).elements().stream().map(CaptureObject::of).toList();
    return new Range(CaptureObject.of(fields.get(0)), fields.get(1), fields.get(2), columns);
  }

  private static Selection entries(Data parameters) {
    List<Data> fields = parameters.elements();
    return new Entries(
        fields.get(0).asLong(),
        fields.get(1).asLong(),
        (int) fields.get(2).asLong(),
        (int) fields.get(3).asLong());
  }
}
