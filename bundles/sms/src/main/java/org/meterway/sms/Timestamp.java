/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a service centre got a message: 3GPP TS 23.040, 9.2.3.11, and as modems write it. */
final class Timestamp {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d\\d)/(\\d\\d)/(\\d\\d),(\\d\\d):(\\d\\d):(\\d\\d)([+-])(\\d\\d)");
  private static final int CENTURY = 2000;

  /** No mobile phone was sent a short message before 1990. */
  private static final int FIRST_YEAR = 90;

  private Timestamp() {}

  /** Reads seven octets; what is no time is the given one, for the message counts, not its time. */
  static Instant read(PduReader pdu, Instant otherwise) throws PduException {
    byte[] octets = pdu.octets(7);
    int[] fields = new int[6];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = 10 * (octets[i] & 0xF) + (octets[i] >> 4 & 0xF);
    }
    int zone = octets[6];
    int quarters = 10 * (zone & 0x7) + (zone >> 4 & 0xF);
    return instant(fields, (zone & 0x8) == 0 ? quarters : -quarters, otherwise);
  }

  /** Of {@code yy/MM/dd,hh:mm:ss+zz}, where the zone is in quarters of an hour. */
  static Instant parse(String written, Instant otherwise) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      return otherwise;
    }
    int[] fields = new int[6];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Integer.parseInt(matcher.group(i + 1));
    }
    int quarters = Integer.parseInt(matcher.group(8));
    return instant(fields, matcher.group(7).equals("+") ? quarters : -quarters, otherwise);
  }

  private static Instant instant(int[] fields, int quarters, Instant otherwise) {
    try {
      int year = fields[0] >= FIRST_YEAR ? CENTURY - 100 + fields[0] : CENTURY + fields[0];
      LocalDateTime local =
          LocalDateTime.of(year, fields[1], fields[2], fields[3], fields[4], fields[5]);
      return local.toInstant(ZoneOffset.ofTotalSeconds(900 * quarters));
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
