/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.meterway.dlms.client.ProtocolErrorException;
import org.meterway.dlms.client.RowCursor;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.ScalerUnit;

/**
 * The rows of a profile as they arrive, with access to each column. Nothing is collected: what it
 * says holds until the next row is asked for. Cells that are of another type than asked for throw
 * {@link org.meterway.dlms.data.DataTypeException}. Not thread-safe.
 *
 * <p>Some meters leave values away that are as in the row before, and send null-data: {@link
 * #fillGaps} puts them back.
 */
public final class ProfileRows implements AutoCloseable {
  private static final int MOST_COLUMNS = 1024;
  private static final byte[] NOTHING = {};

  private final RowCursor cursor;
  private final DataReader cell = new DataReader();
  private byte[] bytes = NOTHING;
  private int[] starts = new int[16];
  private int columns;
  private boolean fills;
  private int clockColumn = -1;
  private Duration period = Duration.ZERO;

  /** The last value of each column that was not null, encoded; if gaps are filled. */
  private byte[][] before = {};

  private boolean[] filled = {};

  ProfileRows(RowCursor cursor) {
    this.cursor = cursor;
  }

  /** Puts in place of null-data what the row before has. */
  public ProfileRows fillGaps() {
    fills = true;
    return this;
  }

  /**
   * The same; and the time of a row that has none becomes one period later than that of the row
   * before.
   *
   * @param column of the time, from 0 on
   * @param capturePeriod of the profile
   */
  public ProfileRows fillGaps(int column, Duration capturePeriod) {
    clockColumn = column;
    period = capturePeriod;
    return fillGaps();
  }

  /** Who is told how far the reading is, after each block. */
  public ProfileRows progress(RowCursor.Progress listener) {
    cursor.progress(listener);
    return this;
  }

  /**
   * Goes to the next row.
   *
   * @return false behind the last one
   */
  public boolean next() throws IOException {
    if (!cursor.next()) {
      columns = 0;
      return false;
    }
    try {
      split();
    } catch (DataException e) {
      close();
      throw new ProtocolErrorException("row " + index() + ": " + e.getMessage(), e);
    }
    return true;
  }

  private void split() throws DataException, ProtocolErrorException {
    DataReader row = cursor.row();
    bytes = row.array();
    if (row.tag() != DataTag.STRUCTURE) {
      columns = 1;
      starts[0] = row.start();
    } else {
      columns = row.count();
      if (columns > MOST_COLUMNS) {
        throw new ProtocolErrorException("a row of " + columns + " columns", null);
      }
      if (columns > starts.length) {
        starts = new int[columns];
      }
      for (int i = 0; i < columns; i++) {
        starts[i] = row.position();
        row.next();
        row.skip();
      }
    }
    if (fills) {
      fill(row.position());
    }
  }

  private void fill(int end) throws DataException {
    if (before.length < columns) {
      before = Arrays.copyOf(before, columns);
      filled = Arrays.copyOf(filled, columns);
    }
    for (int i = 0; i < columns; i++) {
      int behind = i + 1 < columns ? starts[i + 1] : end;
      filled[i] = bytes[starts[i]] == DataTag.NULL_DATA.code() && before[i] != null;
      if (!filled[i]) {
        remember(i, starts[i], behind);
      } else if (i == clockColumn && !period.isZero()) {
        later(i);
      }
    }
  }

  private void remember(int column, int from, int behind) {
    int length = behind - from;
    if (before[column] == null || before[column].length != length) {
      before[column] = new byte[length];
    }
    System.arraycopy(bytes, from, before[column], 0, length);
  }

  private void later(int column) throws DataException {
    Data time = Data.decode(before[column]);
    CosemDateTime last = CosemObject.dateTime(time);
    OffsetDateTime next = last.toOffsetDateTime().map(t -> t.plus(period)).orElse(null);
    if (next != null) {
      CosemDateTime moment = CosemDateTime.of(next);
      moment = new CosemDateTime(moment.date(), moment.time(), last.deviation(), last.status());
      before[column] =
          time.tag() == DataTag.DATE_TIME
              ? new Data.DateTime(moment).encode()
              : Data.octets(moment).encode();
    }
  }

  /** The number of the row, from 1 on. */
  public long index() {
    return cursor.index();
  }

  /** How many rows the meter announced; -1 if it did not. */
  public long total() {
    return cursor.total();
  }

  /** How many columns the row has. */
  public int columns() {
    return columns;
  }

  /** Stands on a cell of the row. */
  private DataReader at(int column) {
    if (column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("column " + column + " of " + columns);
    }
    boolean old = fills && filled[column];
    byte[] source = old ? before[column] : bytes;
    int from = old ? 0 : starts[column];
    try {
      cell.reset(source, from, old ? source.length : cursorEnd());
      cell.next();
      return cell;
    } catch (DataException e) {
      throw new IllegalStateException(e);
    }
  }

  private int cursorEnd() {
    return cursor.row().position() + cursor.row().remaining();
  }

  /** The type of a cell. */
  public DataTag tag(int column) {
    return at(column).tag();
  }

  /** Whether a cell is null-data. */
  public boolean isNull(int column) {
    return at(column).isNull();
  }

  /** A cell as a number. */
  public long longValue(int column) {
    return at(column).longValue();
  }

  /** A cell as a number. */
  public double doubleValue(int column) {
    return at(column).doubleValue();
  }

  /** A cell as a number in the unit of its column. */
  public BigDecimal scaled(int column, ScalerUnit scaler) throws IOException {
    return scaler.apply(data(column));
  }

  /** A cell of any type, copied. */
  public Data data(int column) throws IOException {
    try {
      return at(column).value();
    } catch (DataException e) {
      throw new ProtocolErrorException(
          "row " + index() + ", column " + (column + 1) + ": " + e.getMessage(), e);
    }
  }

  /** A cell as a date and time. */
  public CosemDateTime dateTime(int column) throws IOException {
    return CosemObject.dateTime(data(column));
  }

  /** Frees the client; what was not read stays in the meter. */
  @Override
  public void close() {
    cursor.close();
  }
}
