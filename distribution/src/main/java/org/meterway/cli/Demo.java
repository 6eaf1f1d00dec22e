/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.meterway.cli.Narrator.Topic;
import org.meterway.gateway.ConfigurationSource;
import org.meterway.gateway.Gateway;
import org.meterway.gateway.GatewayException;
import org.meterway.gateway.GatewayOptions;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.meterway.simulator.Codecs;
import org.meterway.simulator.HeadEndListener;
import org.meterway.simulator.MeterPlan;
import org.meterway.simulator.Pty;
import org.meterway.simulator.PtyLine;
import org.meterway.simulator.SimulatedHeadEnd;
import org.meterway.simulator.SimulatedMeter;
import org.meterway.simulator.SimulatedPayload;

/** A gateway between simulated meters and a simulated head end, all in this process. */
final class Demo implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final int DOWNLINK_LENGTH = 64;
  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private final Narrator narrator;
  private final MeterPlan plan;
  private final double downlinkRate;
  private final boolean endsByItself;
  private final Path data;
  private final SimulatedHeadEnd headEnd;
  private final List<Pty> lines = new ArrayList<>();
  private final List<SimulatedMeter> meters = new ArrayList<>();

  private Gateway gateway;
  private Downlinks downlinks;

  Demo(Narrator narrator, int meterCount, MeterPlan plan, double downlinkRate, boolean endsByItself)
      throws IOException {
    this.narrator = narrator;
    this.plan = plan;
    this.downlinkRate = downlinkRate;
    this.endsByItself = endsByItself;
    data = Files.createTempDirectory("meterway-demo");
    headEnd = new SimulatedHeadEnd(new InetSocketAddress("127.0.0.1", 0), false, new Uplinks());
    try {
      for (int number = 1; number <= meterCount; number++) {
        Pty line = Pty.open();
        lines.add(line);
        meters.add(meter(number, line));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private SimulatedMeter meter(int number, Pty line) {
    Codecs codecs =
        new Codecs(
            new Rfc1662FrameCodec(), new Rfc1662MessageCodec(), DemoConfiguration.format(number));
    return new SimulatedMeter(
        number, new PtyLine(line), codecs, plan, new Meter("meter" + number, narrator));
  }

  /** Tells what is set up. */
  void introduce() {
    narrator.print(
        "Meterway demo: simulated meters, a real gateway and a head end, all on this machine.");
    narrator.print("");
    for (int i = 0; i < meters.size(); i++) {
      narrator.print(
          "  meter%-2d  %-11s %s"
              .formatted(
                  i + 1,
                  lines.get(i).device(),
                  DemoConfiguration.isStuffed(i + 1)
                      ? "octet-stuffed frames, as RFC 1662 says"
                      : "length-delimited frames, as QuecPython meters send"));
    }
    narrator.print("  head end 127.0.0.1:" + headEnd.port() + " (TCP)");
    narrator.print("");
  }

  /**
   * Starts all and returns when each meter's questions are answered and the head end is reached.
   *
   * @return {@code false} when somebody wants it to stop before
   */
  boolean start(StopSignal stop)
      throws GatewayException, IOException, CommandException, InterruptedException {
    if (System.getProperty(LOG_LEVEL) == null) {
      // What goes well is told here already.
      System.setProperty(LOG_LEVEL, "warn");
    }
    headEnd.start();
    List<String> devices = lines.stream().map(line -> line.device().toString()).toList();
    String json = DemoConfiguration.json(devices, headEnd.port());
    gateway =
        Gateway.start(
            GatewayOptions.of(ConfigurationSource.text("the demo's configuration", json), data));
    meters.forEach(SimulatedMeter::listen);
    if (!awaitGateway(stop)) {
      return false;
    }
    narrator.print(
        "The gateway is up: %d bundles, %d ms. Each meter sends %s payloads a second"
            .formatted(
                gateway.activeBundles(),
                gateway.startTime().toMillis(),
                plain(plan.payloadsPerSecond())));
    narrator.print(
        "and asks for parameters; the head end sends each meter %s a second.%s"
            .formatted(plain(downlinkRate), endsByItself ? "" : " Ctrl-C ends it."));
    narrator.print("Some of the traffic:");
    narrator.print("");
    return true;
  }

  private boolean awaitGateway(StopSignal stop)
      throws IOException, CommandException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    for (SimulatedMeter meter : meters) {
      while (!meter.awaitGateway(Duration.ofMillis(250))) {
        if (stop.isAsked()) {
          return false;
        }
        check(end, "the gateway did not answer meter" + meter.number());
      }
    }
    while (headEnd.connections() < meters.size()) {
      if (stop.await(Duration.ofMillis(2))) {
        return false;
      }
      check(end, "only " + headEnd.connections() + " links reached the head end");
    }
    return true;
  }

  private static void check(long end, String problem) throws CommandException {
    if (System.nanoTime() - end >= 0) {
      throw CommandException.fault(problem + " within " + START_LIMIT.toSeconds() + " s", null);
    }
  }

  /** Lets the traffic run until the time is over or somebody wants it to stop. */
  void run(double seconds, StopSignal stop) throws InterruptedException {
    meters.forEach(SimulatedMeter::send);
    downlinks = Downlinks.start(headEnd, downlinkRate, DOWNLINK_LENGTH);
    long start = System.nanoTime();
    long reportAt = start + REPORT_INTERVAL.toNanos();
    while (!stop.await(Duration.ofMillis(20)) && !narrator.isCut()) {
      long now = System.nanoTime();
      if (seconds > 0 && now - start >= seconds * 1e9) {
        return;
      }
      if (now - reportAt >= 0) {
        reportAt += REPORT_INTERVAL.toNanos();
        narrator.tell("so far: " + DemoSummary.of(meters, headEnd).counts());
      }
    }
  }

  /** Ends the traffic, waits for what is under way, and tells the sum; whether nothing was lost. */
  boolean finish() throws InterruptedException {
    downlinks.stop();
    for (SimulatedMeter meter : meters) {
      meter.stopSending();
    }
    for (SimulatedMeter meter : meters) {
      meter.awaitSent(DRAIN_LIMIT);
      meter.awaitAnswer(DRAIN_LIMIT);
    }
    DemoSummary summary = drained();
    narrator.print("");
    narrator.print(summary.parameters());
    narrator.print(summary.line());
    return summary.isGood();
  }

  /** Waits until all has arrived, or nothing more has for a while. */
  private DemoSummary drained() {
    DemoSummary summary = DemoSummary.of(meters, headEnd);
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (summary.lost() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      DemoSummary now = DemoSummary.of(meters, headEnd);
      if (now.lost() < summary.lost()) {
        end = System.nanoTime() + DRAIN_LIMIT.toNanos();
      }
      summary = now;
    }
    return summary;
  }

  @Override
  public void close() throws IOException {
    if (downlinks != null) {
      downlinks.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    headEnd.close();
    meters.forEach(SimulatedMeter::close);
    Folders.delete(data);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private final class Uplinks implements HeadEndListener {
    @Override
    public void received(SimulatedPayload payload, long latencyNanos) {
      narrator.sample(Topic.UPLINK, () -> HeadEndStory.uplink(payload, latencyNanos));
    }
  }

  /** A meter's story without its sending: the arrival at the head end is told instead. */
  private static final class Meter extends MeterStory {
    Meter(String name, Narrator narrator) {
      super(name, narrator);
    }

    @Override
    public void sent(SimulatedPayload payload) {
      // Its arrival is told.
    }
  }
}
