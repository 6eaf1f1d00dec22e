/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.api.status.Counters;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.cosem.ProfileColumn;
import org.meterway.dlms.cosem.ProfileGeneric;
import org.meterway.dlms.cosem.ProfileRows;
import org.meterway.dlms.data.Obis;

/** Hands out the rows of a profile. */
final class ProfileReader implements MeterRequest<Long> {
  private final Obis profile;
  private final Instant from;
  private final Instant to;
  private final Consumer<List<DlmsReading>> consumer;
  private final Counters<MeterCounter> counters;
  private volatile boolean begun;

  ProfileReader(
      Obis profile,
      Instant from,
      Instant to,
      Consumer<List<DlmsReading>> consumer,
      Counters<MeterCounter> counters) {
    this.profile = profile;
    this.from = from;
    this.to = to;
    this.consumer = consumer;
    this.counters = counters;
  }

  @Override
  public Long ask(MeterSession session) throws IOException, DlmsException {
    ProfileGeneric view = new ProfileGeneric(session.client(), profile);
    List<ProfileColumn> columns = view.columns();
    CaptureObject clock =
        columns.stream()
            .filter(ProfileColumn::isClock)
            .map(ProfileColumn::object)
            .findFirst()
            .orElseThrow(
                () -> new DlmsException(Reason.INVALID, profile + " has no column of the time"));
    List<String> names = columns.stream().map(c -> c.object().reference().toString()).toList();
    Duration period = view.capturePeriod();
    try (ProfileRows rows = view.rows(clock, DataValues.local(from), DataValues.local(to))) {
      rows.fillGaps(clockColumn(columns), period);
      return handOut(rows, columns, names);
    }
  }

  private long handOut(ProfileRows rows, List<ProfileColumn> columns, List<String> names)
      throws IOException {
    long count = 0;
    while (rows.next()) {
      List<DlmsReading> row = new ArrayList<>(columns.size());
      for (int i = 0; i < Math.min(columns.size(), rows.columns()); i++) {
        ProfileColumn column = columns.get(i);
        row.add(
            AttributeReader.reading(
                names.get(i), column.object().reference(), rows.data(i), column.scaler()));
      }
      begun = true;
      counters.increment(MeterCounter.ROWS);
      consumer.accept(List.copyOf(row));
      count++;
    }
    return count;
  }

  private static int clockColumn(List<ProfileColumn> columns) {
    int at = 0;
    while (!columns.get(at).isClock()) {
      at++;
    }
    return at;
  }

  /** No row is handed out twice. */
  @Override
  public boolean isRepeatable() {
    return !begun;
  }
}
