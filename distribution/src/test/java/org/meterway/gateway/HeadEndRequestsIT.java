/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.codec.FrameFormat;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.meterway.simulator.Codecs;
import org.meterway.simulator.Confirmation;
import org.meterway.simulator.HeadEndListener;
import org.meterway.simulator.HeadEndOptions;
import org.meterway.simulator.HeadEndResponse;
import org.meterway.simulator.MeterListener;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.Pty;
import org.meterway.simulator.PtyLine;
import org.meterway.simulator.SimulatedHeadEnd;
import org.meterway.simulator.SimulatedMeter;

/** A head end reads and sets parameters of a meter through the gateway. */
class HeadEndRequestsIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final int SERIAL_NUMBER = 0x8005;
  private static final int MODULE_STATE = 0x8002;
  private static final int DEVICE_NAME = 0x8007;
  private static final int DONE = 0;
  private static final int METER_ERROR = 1;
  private static final int NO_LINK = 3;
  private static final int NOT_ALLOWED = 4;

  @TempDir private Path folder;

  private static SimulatedMeter meter(Pty pty) {
    Codecs codecs =
        new Codecs(new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), FrameFormat.QUECPYTHON);
    return new SimulatedMeter(
        1, new PtyLine(pty), codecs, new MeterPlan(0, 48, 0, 0, 0), new MeterListener() {});
  }

  private static SimulatedHeadEnd headEnd() throws IOException {
    return new SimulatedHeadEnd(
        HeadEndOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .confirming(new Confirmation.Sequence(null)),
        new HeadEndListener() {});
  }

  private void configure(Path device, int port) throws IOException {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~meter1": { "device": "%s" },
          "org.meterway.tcp.TcpHeadEnd~hes": {
            "host": "127.0.0.1", "port": %d, "delivery": "CONFIRMED",
            "settableParameters": "0x8002" },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" } }
        """
            .formatted(device, port));
  }

  private static HeadEndResponse ask(
      SimulatedHeadEnd headEnd, String link, int parameter, byte[] data) throws Exception {
    String gateway = headEnd.gateways().get(0);
    return headEnd.request(gateway, link, parameter, data).get(30, TimeUnit.SECONDS);
  }

  private static HeadEndResponse response(int status, byte... data) {
    return new HeadEndResponse(status, data);
  }

  @Test
  void theHeadEndReadsAndSetsWhatItMay() throws Exception {
    Pty pty = Pty.open();
    try (SimulatedMeter meter = meter(pty);
        SimulatedHeadEnd headEnd = headEnd()) {
      meter.listen();
      headEnd.start();
      configure(pty.device(), headEnd.port());
      try (GatewayProcess gateway =
          new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "off")) {
        gateway.await("Meterway is up");
        GatewayProcess.until("the gateway introduces itself", () -> !headEnd.gateways().isEmpty());

        assertEquals(
            response(DONE, "SIM-METER1".getBytes(StandardCharsets.US_ASCII)),
            ask(headEnd, "meter1", SERIAL_NUMBER, null));
        assertEquals(response(METER_ERROR), ask(headEnd, "meter1", MODULE_STATE, null));
        assertEquals(response(DONE), ask(headEnd, "meter1", MODULE_STATE, new byte[] {1, 2}));
        assertEquals(
            response(DONE, (byte) 1, (byte) 2), ask(headEnd, "meter1", MODULE_STATE, null));
        assertEquals(response(NOT_ALLOWED), ask(headEnd, "meter1", DEVICE_NAME, new byte[] {65}));
        assertEquals(response(NO_LINK), ask(headEnd, "meter2", SERIAL_NUMBER, null));
      }
    }
  }
}
