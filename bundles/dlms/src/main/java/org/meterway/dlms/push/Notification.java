/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.util.HexFormat;
import java.util.List;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.EventNotification;
import org.meterway.dlms.apdu.InformationReport;
import org.meterway.dlms.security.Protection;

/**
 * What a meter said of itself, deciphered.
 *
 * @param telegram as it came; of several blocks the last one
 * @param systemTitle the sender's, empty where the telegram does not tell it
 * @param protection how it was ciphered
 * @param verified whether its authentication tag was checked; false without one
 * @param invocationCounter the sender's, -1 where it was plain
 * @param content a {@link DataNotification}, {@link EventNotification} or {@link InformationReport}
 * @param layout how its body is read
 * @param readings its values by name; empty where the layout is not known
 */
public record Notification(
    Telegram telegram,
    byte[] systemTitle,
    Protection protection,
    boolean verified,
    long invocationCounter,
    Apdu content,
    PushLayout layout,
    List<Reading> readings) {
  /** With a list of its own. */
  public Notification {
    readings = List.copyOf(readings);
  }

  /** In a line, without values. */
  @Override
  public String toString() {
    String from =
        systemTitle.length == 0
            ? ""
            : " of " + HexFormat.of().withUpperCase().formatHex(systemTitle);
    return "notification%s in %s, %d readings"
        .formatted(from, telegram.framing().word(), readings.size());
  }
}
