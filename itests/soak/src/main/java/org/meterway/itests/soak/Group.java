/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.meterway.api.codec.FrameFormat;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.meterway.simulator.Codecs;
import org.meterway.simulator.Confirmation;
import org.meterway.simulator.HeadEndOptions;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.SimulatedHeadEnd;
import org.meterway.simulator.SimulatedMeter;
import org.meterway.simulator.UnreliableLine;

/** A head end with one kind of delivery, and the meters whose payloads go there. */
final class Group implements AutoCloseable {
  private static final String ANSWER = "OK\r\n";

  private final Delivery delivery;
  private final Ledger ledger = new Ledger();
  private final Path folder;
  private final List<Integer> numbers;
  private final List<UnreliableLine> lines = new ArrayList<>();
  private final List<SimulatedMeter> meters = new ArrayList<>();
  private SimulatedHeadEnd headEnd;

  Group(Delivery delivery, Path folder, List<Integer> numbers, Load load) throws IOException {
    this.delivery = delivery;
    this.folder = folder;
    this.numbers = List.copyOf(numbers);
    try {
      for (int number : numbers) {
        UnreliableLine line = new UnreliableLine(folder.resolve("meter" + number), number);
        lines.add(line);
        meters.add(meter(number, line, load));
      }
      headEnd = newHeadEnd(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      headEnd.start();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private SimulatedMeter meter(int number, UnreliableLine line, Load load) {
    Codecs codecs = new Codecs(new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), format(number));
    MeterPlan plan = new MeterPlan(load.payloadsPerSecond(), load.payloadLength(), 0, 0, 0);
    return new SimulatedMeter(number, line, codecs, plan, ledger.meter(number));
  }

  /** Every second pair of meters stuffs octets. */
  private static FrameFormat format(int number) {
    return number % 4 < 2 ? FrameFormat.QUECPYTHON : FrameFormat.STUFFED;
  }

  /** A head end of this delivery, with the state of all earlier ones. */
  SimulatedHeadEnd newHeadEnd(InetSocketAddress address) throws IOException {
    HeadEndOptions options = HeadEndOptions.at(address);
    options =
        options.confirming(
            switch (delivery) {
              case WRITTEN -> Confirmation.NONE;
              case CONFIRMED -> new Confirmation.Sequence(folder.resolve("head-end.state"));
              case PATTERN -> new Confirmation.Pattern(ANSWER.getBytes(StandardCharsets.US_ASCII));
            });
    return new SimulatedHeadEnd(options, ledger);
  }

  /** Moves the head end to another address. */
  void moveHeadEnd(InetSocketAddress address) throws IOException {
    headEnd.close();
    headEnd = newHeadEnd(address);
    headEnd.start();
  }

  /** What the gateway must be told of this group. */
  void configure(Configuration configuration) {
    String pid = headEndPid();
    configuration
        .set(pid, "host", "127.0.0.1")
        .set(pid, "port", headEnd.port())
        .set(pid, "connectTimeoutMs", 1000)
        .set(pid, "keepAliveSeconds", 1)
        .set(pid, "reconnectMinMs", 50)
        .set(pid, "reconnectMaxMs", 400)
        .set(pid, "writeStallSeconds", 2);
    if (delivery.isConfirmed()) {
      configuration.set(pid, "delivery", "CONFIRMED").set(pid, "confirmationTimeoutSeconds", 2);
    }
    if (delivery == Delivery.CONFIRMED) {
      configuration.set(pid, "heartbeatSeconds", 1);
    }
    if (delivery == Delivery.PATTERN) {
      configuration.set(pid, "confirmationPattern", ANSWER.strip() + "\\r\\n");
    }
    for (int i = 0; i < numbers.size(); i++) {
      String name = "meter" + numbers.get(i);
      String port = "org.meterway.serial.SerialPort~" + name;
      String link = "org.meterway.link.MeterLink~" + name;
      configuration
          .set(port, "device", lines.get(i).link().toString())
          .set(port, "reopenDelayMs", 100)
          .set(link, "MeterPort.target", "(kura.service.pid=" + name + ")")
          .set(link, "HeadEnd.target", "(kura.service.pid=" + headEndName() + ")")
          .set(link, "framing", format(numbers.get(i)).framing().name())
          .set(link, "frameTimeoutMs", 100);
    }
  }

  String headEndName() {
    return delivery.headEnd();
  }

  String headEndPid() {
    return "org.meterway.tcp.TcpHeadEnd~" + headEndName();
  }

  Delivery delivery() {
    return delivery;
  }

  Ledger ledger() {
    return ledger;
  }

  SimulatedHeadEnd headEnd() {
    return headEnd;
  }

  List<UnreliableLine> lines() {
    return lines;
  }

  List<Integer> numbers() {
    return numbers;
  }

  void send() {
    meters.forEach(SimulatedMeter::listen);
    meters.forEach(SimulatedMeter::send);
  }

  void stopSending() {
    meters.forEach(SimulatedMeter::stopSending);
  }

  @Override
  public void close() throws IOException {
    meters.forEach(SimulatedMeter::close);
    if (headEnd != null) {
      headEnd.close();
    }
  }
}
