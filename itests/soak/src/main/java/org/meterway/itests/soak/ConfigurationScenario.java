/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/**
 * Another property of the gateway's configuration changes every 100 ms: time-outs and limits of
 * head ends, links and ports, what a link is connected to, and now and then the head end's port.
 */
final class ConfigurationScenario extends GuestScenario {
  private static final long INTERVAL_MS = 100;

  /** Of so many changes one is a move of the head end. */
  private static final int MOVES = 15;

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  void inject(Site site, Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    Phase phase = site.begin("configuration changed every 100 ms");
    AgentClient agent = site.agent();
    for (int i : dose.rounds(30, 3000)) {
      long due = System.nanoTime() + INTERVAL_MS * 1_000_000;
      change(site, agent, random);
      phase.inject();
      Site.pause(Math.max(0, (due - System.nanoTime()) / 1_000_000));
    }
    phase.awaitRecovery(System.nanoTime());
    phase.end();
  }

  private static void change(Site site, AgentClient agent, Random random) throws IOException {
    Group group = site.groups().get(random.nextInt(site.groups().size()));
    String headEnd = group.headEndPid();
    String meter = "meter" + group.numbers().get(random.nextInt(group.numbers().size()));
    String link = "org.meterway.link.MeterLink~" + meter;
    String port = "org.meterway.serial.SerialPort~" + meter;
    switch (random.nextInt(MOVES)) {
      case 0 -> {
        group.moveHeadEnd(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        agent.ask("set " + headEnd + " port int " + group.headEnd().port());
      }
      case 1 ->
          agent.ask("set " + headEnd + " connectTimeoutMs int " + (500 + random.nextInt(500)));
      case 2 -> agent.ask("set " + headEnd + " keepAliveSeconds int " + (1 + random.nextInt(5)));
      case 3 -> agent.ask("set " + headEnd + " reconnectMaxMs int " + (200 + random.nextInt(400)));
      case 4 -> agent.ask("set " + headEnd + " writeStallSeconds int " + (2 + random.nextInt(5)));
      case 5 ->
          agent.ask(
              "set " + headEnd + " queueMaxPayloads int " + (50_000 + random.nextInt(50_000)));
      case 6 ->
          agent.ask(
              "set "
                  + headEnd
                  + " host String "
                  + (random.nextBoolean() ? "localhost" : "127.0.0.1"));
      case 7 -> agent.ask("set " + headEnd + " heartbeatSeconds int " + (1 + random.nextInt(5)));
      case 8 -> agent.ask("set " + link + " frameTimeoutMs int " + (50 + random.nextInt(100)));
      case 9 ->
          agent.ask("set " + link + " downlinkMaxPayload int " + (100 + random.nextInt(1000)));
      case 10 ->
          agent.ask("set " + link + " maxInformation int " + (1000 + random.nextInt(60_000)));
      case 11 ->
          agent.ask(
              "set "
                  + link
                  + " HeadEnd.target String (kura.service.pid"
                  + (random.nextBoolean() ? "=" : "~=")
                  + group.headEndName()
                  + ")");
      case 12 ->
          agent.ask(
              "set "
                  + link
                  + " MeterPort.target String (kura.service.pid"
                  + (random.nextBoolean() ? "=" : "~=")
                  + meter
                  + ")");
      case 13 -> agent.ask("set " + port + " reopenDelayMs int " + (100 + random.nextInt(100)));
      default ->
          agent.ask("set " + port + " baudRate int " + (random.nextBoolean() ? 9600 : 115200));
    }
  }
}
