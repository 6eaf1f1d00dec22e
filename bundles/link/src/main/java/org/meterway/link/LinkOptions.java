/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.api.config.Validation;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A checked configuration.
 *
 * @param portTarget filter of the port; blank as long as none is chosen
 * @param headEndTarget filter of the head end, as the port's
 * @param downlinkWait how long bytes wait for a port that is not open
 */
record LinkOptions(
    String portTarget,
    String headEndTarget,
    FrameFormat format,
    Duration frameTimeout,
    int downlinkMaxPayload,
    Duration downlinkWait) {
  static LinkOptions of(MeterLinkConfig config) {
    Validation check = Validation.of(MeterLinkComponent.PID);
    String port =
        filter(
            check,
            "MeterPort.target",
            config.MeterPort_target(),
            "the filter of a port such as (kura.service.pid=meter1)");
    String headEnd =
        filter(
            check,
            "HeadEnd.target",
            config.HeadEnd_target(),
            "the filter of a head end such as (kura.service.pid=hes)");
    Framing framing = check.choice("framing", config.framing(), Framing.class);
    FrameCheck frameCheck =
        switch (config.fcs()) {
          case 16 -> FrameCheck.FCS16;
          case 32 -> FrameCheck.FCS32;
          default -> {
            check.reject("fcs", config.fcs(), "16 or 32");
            yield FrameCheck.FCS16;
          }
        };
    FcsOrder order = check.choice("fcsOrder", config.fcsOrder(), FcsOrder.class);
    int accm = accm(check, config.accm());
    int maxInformation =
        check.range("maxInformation", config.maxInformation(), 1, FrameFormat.LARGEST_INFORMATION);
    int timeout = check.range("frameTimeoutMs", config.frameTimeoutMs(), 10, 600_000);
    int payload = check.range("downlinkMaxPayload", config.downlinkMaxPayload(), 1, 65_534);
    int wait = check.range("downlinkWaitMs", config.downlinkWaitMs(), 0, 60_000);
    if (payload >= maxInformation) {
      check.reject(
          "downlinkMaxPayload",
          payload,
          "less than maxInformation (" + maxInformation + "), for the command counts");
    }
    check.check();
    return new LinkOptions(
        port,
        headEnd,
        new FrameFormat(framing, Layout.METER, frameCheck, order, accm, accm, maxInformation),
        Duration.ofMillis(timeout),
        payload,
        Duration.ofMillis(wait));
  }

  /** A target that is not chosen yet is no mistake: so is each link that was just made. */
  private static String filter(Validation check, String property, String value, String expected) {
    String filter = value == null ? "" : value.strip();
    try {
      if (!filter.isEmpty()) {
        FrameworkUtil.createFilter(filter);
      }
    } catch (InvalidSyntaxException e) {
      check.reject(property, value, expected);
    }
    return filter;
  }

  private static int accm(Validation check, String text) {
    String digits = text == null ? "" : text.strip();
    if (!digits.matches("[0-9A-Fa-f]{8}")) {
      check.reject("accm", text, "eight hex digits such as 000A0000");
      return 0;
    }
    return Integer.parseUnsignedInt(digits, 16);
  }
}
