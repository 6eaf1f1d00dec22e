/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;

/** The gateway's configuration for the demonstration: what a user writes by hand otherwise. */
final class DemoConfiguration {
  private DemoConfiguration() {}

  /**
   * A port, a head end connection and a link for each meter, and the two handlers.
   *
   * @param devices one a meter, in the order of their numbers from 1
   */
  static String json(List<String> devices, int headEndPort) {
    JsonObjectBuilder all = Json.createObjectBuilder();
    for (int i = 0; i < devices.size(); i++) {
      int number = i + 1;
      FrameFormat format = format(number);
      all.add(
          "org.meterway.serial.SerialPort~meter" + number,
          Json.createObjectBuilder().add("device", devices.get(i)).add("baudRate", 115200));
      all.add(
          "org.meterway.tcp.TcpHeadEnd~hes" + number,
          Json.createObjectBuilder().add("host", "127.0.0.1").add("port", headEndPort));
      all.add(
          "org.meterway.link.MeterLink~meter" + number,
          Json.createObjectBuilder()
              .add("MeterPort.target", "(kura.service.pid=meter" + number + ")")
              .add("HeadEnd.target", "(kura.service.pid=hes" + number + ")")
              .add("framing", format.framing().name())
              .add("fcs", format.frameCheck() == FrameCheck.FCS16 ? 16 : 32));
    }
    all.add("org.meterway.handlers.Transparent", Json.createObjectBuilder());
    all.add(
        "org.meterway.handlers.Parameters",
        Json.createObjectBuilder()
            .add("deviceName", "Meterway demo")
            .add("serialNumber", "DEMO-0001")
            .add(
                "parameters",
                Json.createArrayBuilder()
                    .add("0x8002=unsigned:1")
                    .add("0x8003=unsigned:28")
                    .add("0x2801=octet-string:3132")));
    return all.build().toString();
  }

  /** Most meters frame as QuecPython does; every fourth as RFC 1662 says. */
  static FrameFormat format(int number) {
    return isStuffed(number) ? FrameFormat.STUFFED : FrameFormat.QUECPYTHON;
  }

  static boolean isStuffed(int number) {
    return number % 4 == 0;
  }
}
