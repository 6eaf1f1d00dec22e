/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/**
 * A profile (class 7, version 1): rows of captured values, the oldest first, of which a client may
 * select a range or entries, and columns. The buffer is a ring: a row too many replaces the oldest.
 */
public final class ProfileObject implements CosemObject {
  private final Obis instance;
  private final List<Column> columns;
  private final int period;
  private final int capacity;
  private final List<byte[]> rows = new ArrayList<>();
  private int oldest;

  /**
   * A profile.
   *
   * @param period seconds from one capture to the next; 0 when captures come as they happen
   * @param capacity the most rows that are kept
   * @param columns the first one is what rows are sorted by
   */
  public ProfileObject(String instance, int period, int capacity, List<Column> columns) {
    this.instance = Obis.of(instance);
    this.period = period;
    this.capacity = capacity;
    this.columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > 100) {
      throw new IllegalArgumentException(columns.size() + " columns: 1 to 100 would be right");
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity + ": 1 or more would be right");
    }
  }

  /**
   * A column.
   *
   * @param value what a capture takes
   */
  public record Column(
      int classId, Obis instance, int attribute, int dataIndex, Supplier<Data> value) {
    /** Checks that nothing is missing. */
    public Column {
      Objects.requireNonNull(instance, "instance");
      Objects.requireNonNull(value, "value");
    }

    /** A column of an attribute as a whole. */
    public static Column of(int classId, String instance, int attribute, Supplier<Data> value) {
      return new Column(classId, Obis.of(instance), attribute, 0, value);
    }

    private Data describe() {
      return Data.structure(
          Data.unsigned16(classId),
          Data.octets(instance.bytes()),
          Data.int8(attribute),
          Data.unsigned16(dataIndex));
    }

    private boolean is(CaptureObject other) {
      return classId == other.classId()
          && instance.equals(other.instance())
          && attribute == other.attribute()
          && dataIndex == other.index();
    }
  }

  /** Fills the buffer with rows that were captured before the meter came to be, oldest first. */
  public synchronized void fill(int count, IntFunction<Data> row) {
    for (int i = 0; i < count; i++) {
      append(row.apply(i));
    }
  }

  /** Captures a row now. */
  public void capture() {
    Data[] values = new Data[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().get();
    }
    append(Data.structure(values));
  }

  /** Appends a row, a structure of as many elements as there are columns. */
  public synchronized void append(Data row) {
    if (row.elements().size() != columns.size()) {
      throw new IllegalArgumentException(
          row.elements().size() + " values: " + columns.size() + " would be right");
    }
    if (rows.size() < capacity) {
      rows.add(row.encode());
    } else {
      rows.set(oldest, row.encode());
      oldest = (oldest + 1) % capacity;
    }
  }

  /** Forgets all rows. */
  public synchronized void clear() {
    rows.clear();
    oldest = 0;
  }

  /** How many rows there are. */
  public synchronized int size() {
    return rows.size();
  }

  private byte[] row(int index) {
    return rows.get((oldest + index) % rows.size());
  }

  @Override
  public int classId() {
    return 7;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Obis instance() {
    return instance;
  }

  @Override
  public int attributes() {
    return 8;
  }

  @Override
  public int methods() {
    return 2;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    if (attribute != 2 && selection != null) {
      throw new ServiceException(DataAccessResult.SCOPE_OF_ACCESS_VIOLATED);
    }
    return switch (attribute) {
      case 2 -> {
        DataWriter out = new DataWriter();
        read(2, selection, caller, out);
        yield Values.decoded(out.toByteArray());
      }
      case 3 -> Data.array(columns.stream().map(Column::describe).toList());
      case 4 -> Data.unsigned32(period);
      case 5 -> Data.enumeration(1);
      case 6 -> columns.get(0).describe();
      case 7 -> Data.unsigned32(size());
      default -> Data.unsigned32(capacity);
    };
  }

  @Override
  public synchronized void read(int attribute, Selection selection, Caller caller, DataWriter out)
      throws ServiceException {
    if (attribute != 2) {
      get(attribute, selection, caller).write(out);
    } else if (selection == null) {
      out.put8(1).putLength(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        out.put(row(i));
      }
    } else if (selection instanceof Selection.Entries entries) {
      entries(entries, out);
    } else if (selection instanceof Selection.Range range) {
      range(range, out);
    } else {
      throw new ServiceException(DataAccessResult.SCOPE_OF_ACCESS_VIOLATED);
    }
  }

  private void entries(Selection.Entries entries, DataWriter out) throws ServiceException {
    long from = Math.max(1, entries.from());
    long to = entries.to() == 0 ? rows.size() : Math.min(entries.to(), rows.size());
    int firstColumn = Math.max(1, entries.fromColumn());
    int lastColumn = entries.toColumn() == 0 ? columns.size() : entries.toColumn();
    if (lastColumn > columns.size() || firstColumn > lastColumn) {
      throw new ServiceException(DataAccessResult.SCOPE_OF_ACCESS_VIOLATED);
    }
    int[] chosen =
        firstColumn == 1 && lastColumn == columns.size()
            ? null
            : IntStream.range(firstColumn - 1, lastColumn).toArray();
    out.put8(1).putLength((int) Math.max(0, to - from + 1));
    for (long i = from; i <= to; i++) {
      write(row((int) i - 1), chosen, out);
    }
  }

  private void range(Selection.Range range, DataWriter out) throws ServiceException {
    int by = column(range.restricting());
    int[] chosen = range.columns().isEmpty() ? null : new int[range.columns().size()];
    for (int i = 0; chosen != null && i < chosen.length; i++) {
      chosen[i] = column(range.columns().get(i));
    }
    long from = order(range.from());
    long to = order(range.to());
    List<byte[]> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      long key = order(Values.decoded(row(i)).elements().get(by));
      if (from <= key && key <= to) {
        found.add(row(i));
      }
    }
    out.put8(1).putLength(found.size());
    for (byte[] row : found) {
      write(row, chosen, out);
    }
  }

  /** What values are compared by: numbers by themselves, times by their instant. */
  private static long order(Data value) throws ServiceException {
    return value instanceof Data.Number number
        ? number.value()
        : Values.instant(value, ZoneOffset.UTC).toEpochMilli();
  }

  private int column(CaptureObject wanted) throws ServiceException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).is(wanted)) {
        return i;
      }
    }
    throw new ServiceException(DataAccessResult.SCOPE_OF_ACCESS_VIOLATED);
  }

  /** Writes a row, or of it the columns that are chosen. */
  private void write(byte[] row, int[] chosen, DataWriter out) {
    if (chosen == null) {
      out.put(row);
      return;
    }
    List<Data> values = Values.decoded(row).elements();
    out.put8(2).putLength(chosen.length);
    for (int column : chosen) {
      values.get(column).write(out);
    }
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    if (method == 1) {
      clear();
    } else {
      capture();
    }
    return null;
  }
}
