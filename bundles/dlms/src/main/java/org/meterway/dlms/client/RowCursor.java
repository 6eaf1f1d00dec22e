/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.DataWriter;

/**
 * The elements of an array that a meter sends, one by one as they arrive. Nothing is collected: the
 * view of a row is valid until the next row is asked for. While the cursor is open, the client
 * takes no other request; close it, also before the end. Not thread-safe.
 *
 * <pre>{@code
 * try (RowCursor rows = client.rows(attribute, selection)) {
 *   while (rows.next()) {
 *     DataReader row = rows.row();   // stands on the row's structure: row.count() columns
 *     row.next();                    // its first column
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>After a break, ask again from the last row on that was complete.
 */
public final class RowCursor implements AutoCloseable {
  /** Is told how far the reading is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * More has arrived.
     *
     * @param rows how many rows were given out
     * @param total how many there are, -1 if the meter did not say so yet
     * @param bytes how many bytes of data arrived
     */
    void progress(long rows, long total, long bytes);
  }

  private static final Progress NOWHERE = (rows, total, bytes) -> {};

  private final ResultStream in;
  private final Runnable whenDone;
  private final ElementScanner scanner = new ElementScanner();
  private final DataReader row = new DataReader();
  private Progress progress = NOWHERE;
  private CompactRows compact;
  private DataWriter compactRow;
  private long total = -1;
  private long index;
  private int rowFrom;
  private boolean closed;

  RowCursor(ResultStream in, Runnable whenDone) {
    this.in = in;
    this.whenDone = whenDone;
  }

  /** Says from now on how far it is, after each block. */
  public RowCursor progress(Progress listener) {
    progress = listener == null ? NOWHERE : listener;
    return this;
  }

  /**
   * Goes to the next row.
   *
   * @return false behind the last one
   * @throws DlmsException if the meter's answer is no array, or breaks off
   * @throws IOException if the line fails
   */
  public boolean next() throws IOException {
    if (closed) {
      return false;
    }
    boolean found;
    try {
      found = find();
    } catch (DataException e) {
      close();
      throw new ProtocolErrorException(
          "row " + (index + 1) + " of the answer: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    if (!found) {
      progress.progress(index, total, in.received());
      close();
    }
    return found;
  }

  private boolean find() throws IOException, DataException {
    if (total < 0 && compact == null) {
      header();
    }
    if (compact != null) {
      return nextCompact();
    }
    if (index == total) {
      end();
      return false;
    }
    scanner.begin(in.from());
    while (!scanner.scan(in.array(), in.end())) {
      if (in.isWhole()) {
        throw new ProtocolErrorException(
            "the answer ends within row " + (index + 1) + " of " + total);
      }
      fetch(in.from());
    }
    rowFrom = in.from();
    in.consumeTo(scanner.position());
    index++;
    stand(in.array(), rowFrom, scanner.position());
    return true;
  }

  private void stand(byte[] bytes, int from, int end) throws DataException {
    row.reset(bytes, from, end);
    row.next();
  }

  private void fetch(int keepFrom) throws IOException {
    in.fetch();
    scanner.moved(keepFrom);
    progress.progress(index, total, in.received());
  }

  private void header() throws IOException, DataException {
    while (in.from() >= in.end() && !in.isWhole()) {
      in.fetch();
    }
    if (in.from() >= in.end()) {
      throw new ProtocolErrorException("the answer holds no data");
    }
    DataTag tag = DataTag.of(in.array()[in.from()] & 0xFF);
    switch (tag) {
      case NULL_DATA -> {
        in.consumeTo(in.from() + 1);
        total = 0;
      }
      case COMPACT_ARRAY -> wholeCompact();
      case ARRAY -> {
        while (!scanner.length(in.array(), in.from() + 1, in.end())) {
          if (in.isWhole()) {
            throw new ProtocolErrorException("the answer ends within the length of an array");
          }
          in.fetch();
        }
        total = scanner.value();
        in.consumeTo(scanner.behindLength());
      }
      default ->
          throw new ProtocolErrorException("the answer is a " + tag.words() + ", not an array");
    }
  }

  private void wholeCompact() throws IOException, DataException {
    while (!in.isWhole()) {
      fetch(in.from());
    }
    DataReader reader = new DataReader(in.array(), in.from(), in.end());
    Data data = reader.nextValue();
    in.consumeTo(reader.position());
    end();
    compact = new CompactRows((Data.CompactArray) data);
    compactRow = new DataWriter(64);
  }

  private boolean nextCompact() throws DataException {
    if (!compact.hasNext()) {
      total = index;
      return false;
    }
    compactRow.reset();
    compact.next(compactRow);
    index++;
    stand(compactRow.array(), 0, compactRow.size());
    return true;
  }

  private void end() throws IOException {
    while (!in.isWhole()) {
      in.fetch();
    }
    if (in.from() != in.end()) {
      throw new ProtocolErrorException(
          (in.end() - in.from()) + " bytes follow behind the last row of the answer");
    }
  }

  /** The current row: stands on its outermost element. Valid until {@link #next()}. */
  public DataReader row() {
    return row;
  }

  /** The number of the current row, from 1 on; 0 before the first. */
  public long index() {
    return index;
  }

  /** How many rows the meter announced; -1 before the first row, and of a compact array. */
  public long total() {
    return total;
  }

  /** How many bytes of data arrived so far. */
  public long bytesReceived() {
    return in.received();
  }

  /** Frees the client for other requests; what was not read stays in the meter. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      whenDone.run();
    }
  }
}
