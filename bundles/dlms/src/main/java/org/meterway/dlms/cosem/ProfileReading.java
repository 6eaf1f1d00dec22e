/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.Objects;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.client.AssociationRejectedException;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.NotNegotiatedException;
import org.meterway.dlms.client.SecurityErrorException;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/**
 * Reads a range of a profile over breaks: after one it associates anew and goes on from the time of
 * the last row that was complete. No row is given out twice.
 */
public final class ProfileReading {
  /** Makes an association; also the next one after a break. */
  @FunctionalInterface
  public interface Connection {
    /** An open client, which this reading closes. */
    DlmsClient open() throws IOException;
  }

  /** Takes rows. */
  @FunctionalInterface
  public interface RowHandler {
    /** A row; the view is valid during the call. Must not use the client. */
    void row(ProfileRows row) throws IOException;
  }

  private final Connection connection;
  private final Obis profile;
  private final CaptureObject clock;
  private final int clockColumn;
  private final int attempts;
  private Data last;

  /**
   * A reading that has not begun.
   *
   * @param clock the column of the time
   * @param clockColumn its place in the rows, from 0 on
   * @param attempts how many associations in a row may bring no row, 1 and more
   */
  public ProfileReading(
      Connection connection, Obis profile, CaptureObject clock, int clockColumn, int attempts) {
    this.connection = Objects.requireNonNull(connection, "connection");
    this.profile = Objects.requireNonNull(profile, "profile");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.clockColumn = clockColumn;
    this.attempts = attempts;
  }

  /**
   * Reads.
   *
   * @return how many rows were given out
   * @throws IOException the last break, if too many brought no row; what the meter refuses is
   *     thrown at once
   */
  public long read(CosemDateTime from, CosemDateTime to, RowHandler handler) throws IOException {
    long rows = 0;
    Data begin = Data.octets(from);
    for (int tried = 1; ; tried++) {
      long before = rows;
      try (DlmsClient client = connection.open();
          ProfileRows view =
              new ProfileGeneric(client, profile)
                  .rows(ProfileGeneric.range(clock, begin, Data.octets(to)))) {
        while (view.next()) {
          Data time = view.data(clockColumn);
          if (!time.equals(last)) {
            hand(handler, view);
            last = time;
            begin = time;
            rows++;
            tried = 1;
          }
        }
        return rows;
      } catch (DataAccessException
          | AssociationRejectedException
          | NotNegotiatedException
          | SecurityErrorException e) {
        throw e;
      } catch (HandlerFailedException e) {
        throw e.cause;
      } catch (IOException e) {
        if (tried >= attempts && rows == before) {
          throw e;
        }
      }
    }
  }

  private static void hand(RowHandler handler, ProfileRows view) {
    try {
      handler.row(view);
    } catch (IOException e) {
      throw new HandlerFailedException(e);
    }
  }

  /** What the handler throws is no break. */
  private static final class HandlerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient IOException cause;

    HandlerFailedException(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
