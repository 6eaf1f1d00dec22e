/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.util.List;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

/**
 * What the states of the gateway come to: the worst of them.
 *
 * @param shown what the LED shows
 * @param because of which part, in words; empty where all is well
 */
record Verdict(Shown shown, String because) {
  /** An LED says nothing of LEDs. */
  static final String LED = "led";

  static Verdict of(List<Status> statuses) {
    Verdict worst = new Verdict(Shown.STARTING, "");
    for (Status status : statuses) {
      Shown shown = shown(status);
      if (shown.compareTo(worst.shown()) > 0) {
        worst = new Verdict(shown, shown == Shown.WELL ? "" : inWords(status));
      }
    }
    return worst;
  }

  private static Shown shown(Status status) {
    if (status.kind().equals(LED)) {
      return Shown.STARTING;
    }
    if (status.health() == Health.CRITICAL) {
      return Shown.CRITICAL;
    }
    return switch (status.kind()) {
      case "port" -> status.state().equals("OPEN") ? Shown.WELL : Shown.PORT;
      case "headend" -> status.state().equals("CONNECTED") ? Shown.WELL : Shown.HEAD_END;
      case "network" -> status.state().equals("OFFLINE") ? Shown.NETWORK : Shown.WELL;
      case "modem" -> status.health() == Health.OK ? Shown.WELL : Shown.MODEM;
      case "store" -> status.health() == Health.OK ? Shown.WELL : Shown.CRITICAL;
      default -> Shown.WELL;
    };
  }

  private static String inWords(Status status) {
    return status.kind()
        + " "
        + status.name()
        + ": "
        + (status.reason().isEmpty() ? status.state() : status.reason());
  }
}
