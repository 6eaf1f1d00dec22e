/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.message.Message;
import org.meterway.gateway.GatewayProcess;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.meterway.simulator.Codecs;
import org.meterway.simulator.HeadEndListener;
import org.meterway.simulator.HeadEndOptions;
import org.meterway.simulator.MeterListener;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.Pty;
import org.meterway.simulator.PtyLine;
import org.meterway.simulator.SimulatedHeadEnd;
import org.meterway.simulator.SimulatedMeter;

/**
 * A gateway as a user starts it, with two meters on pseudo-terminals, a port whose device is away,
 * and a head end. The second meter sends markup.
 */
final class RunningGateway implements AutoCloseable {
  static final String MARKUP = "<img src=x onerror=\"document.title='taken over'\">";

  /** A device of this name is away; the gateway says so on its page. */
  static final String MARKUP_DEVICE = "/nowhere/<script>document.title='taken over'</script>";

  static final Path HOME = Path.of(System.getProperty("meterway.test.home"));

  private final List<SimulatedMeter> meters = new ArrayList<>();
  private final SimulatedHeadEnd headEnd;
  private final GatewayProcess process;
  private final URI page;
  private final String password;

  RunningGateway(Path folder, String pages) throws IOException, InterruptedException {
    headEnd =
        new SimulatedHeadEnd(
            HeadEndOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            new HeadEndListener() {});
    headEnd.start();
    Path first = meter(1, new MeterPlan(5, 48, 0, 2, 0.1));
    byte[] markup = MARKUP.getBytes(StandardCharsets.US_ASCII);
    Path second = meter(2, new MeterPlan(2, 48, 0, 0, 0, new Message.Transparent(markup)));
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~meter1": { "device": "%s" },
          "org.meterway.serial.SerialPort~meter2": { "device": "%s" },
          "org.meterway.serial.SerialPort~cellar": { "device": "%s" },
          "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": %d },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" },
          "org.meterway.link.MeterLink~meter2": {
            "MeterPort.target": "(kura.service.pid=meter2)",
            "HeadEnd.target": "(kura.service.pid=hes)" },
          "org.meterway.link.MeterLink~cellar": {
            "MeterPort.target": "(kura.service.pid=cellar)",
            "HeadEnd.target": "(kura.service.pid=hes)" }%s }
        """
            .formatted(first, second, MARKUP_DEVICE, headEnd.port(), pages));
    process = new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "127.0.0.1:0");
    password = process.await("Web Console: user admin, password (\\S+)");
    page = URI.create(process.await("Status page at (\\S+)"));
    process.await("hes: connected");
  }

  private Path meter(int number, MeterPlan plan) throws IOException {
    Pty pty = Pty.open();
    Codecs codecs =
        new Codecs(new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), FrameFormat.QUECPYTHON);
    SimulatedMeter meter =
        new SimulatedMeter(number, new PtyLine(pty), codecs, plan, new MeterListener() {});
    meters.add(meter);
    meter.listen();
    meter.send();
    return pty.device();
  }

  /** Where the page is; ends with a slash. */
  URI page() {
    return page;
  }

  String password() {
    return password;
  }

  /** The value of a header {@code Authorization} for the user admin. */
  static String basic(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Waits for a line of the gateway's output. */
  String await(String regex) throws InterruptedException {
    return process.await(regex);
  }

  @Override
  public void close() throws IOException {
    process.close();
    meters.forEach(SimulatedMeter::close);
    headEnd.close();
  }
}
