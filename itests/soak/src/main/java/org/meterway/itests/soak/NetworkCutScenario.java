/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The gateway is in a network namespace of its own, whose only cable is cut: nothing arrives any
 * more, in either direction, and nobody says so. Then it is healed.
 */
final class NetworkCutScenario implements Scenario {
  /** The longest of what the gateway is configured to, and two seconds for a busy machine. */
  private static final Duration DETECTION_LIMIT = Duration.ofSeconds(7);

  private static final Duration CONNECTED_LIMIT = Duration.ofSeconds(10);
  private static final String ESTABLISHED = "01";

  @Override
  public String name() {
    return "network";
  }

  @Override
  public String obstacle() {
    return Namespace.obstacle();
  }

  @Override
  public List<Row> run(Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    long pid = ProcessHandle.current().pid();
    String cable = "mw" + pid;
    String here = "10.213." + pid % 250 + ".1";
    String there = "10.213." + pid % 250 + ".2";
    try (Namespace namespace = Namespace.of("--net");
        Site site = new Site(Load.USUAL, dose)) {
      Shell.run(
          "ip",
          "link",
          "add",
          cable,
          "type",
          "veth",
          "peer",
          "name",
          "mw0",
          "netns",
          Long.toString(namespace.pid()));
      Shell.run("ip", "addr", "add", here + "/30", "dev", cable);
      Shell.run("ip", "link", "set", cable, "up");
      namespace.run("ip", "addr", "add", there + "/30", "dev", "mw0");
      namespace.run("ip", "link", "set", "mw0", "up");
      namespace.run("ip", "link", "set", "lo", "up");
      for (Group group : site.groups()) {
        group.moveHeadEnd(new InetSocketAddress(here, group.headEnd().port()));
        site.configuration().set(group.headEndPid(), "host", here);
      }
      site.prefix(namespace.prefix());
      site.start();
      Phase phase = site.begin("network cut without a word, healed");
      for (int i : dose.rounds(1, 20)) {
        for (Group group : site.groups()) {
          if (!Site.within(CONNECTED_LIMIT, () -> isConnected(site, group))) {
            phase.problem(group.delivery() + " was not connected before the cut");
          }
        }
        long cutAt = System.nanoTime();
        Shell.run("ip", "link", "set", cable, "down");
        phase.inject();
        for (Group group : site.groups()) {
          awaitDetection(site, group, phase, cutAt);
        }
        Site.pause(dose.isBrief() ? 0 : random.nextInt(5000));
        Shell.run("ip", "link", "set", cable, "up");
        phase.awaitRecovery(System.nanoTime());
      }
      phase.end();
      return site.finish();
    }
  }

  private static void awaitDetection(Site site, Group group, Phase phase, long cutAt) {
    long left = DETECTION_LIMIT.toNanos() - (System.nanoTime() - cutAt);
    boolean detected =
        Site.within(Duration.ofNanos(Math.max(0, left)), () -> !isConnected(site, group));
    if (detected) {
      phase.detected(group.delivery(), Duration.ofNanos(System.nanoTime() - cutAt));
    } else {
      phase.problem(
          group.delivery()
              + " did not notice the cut within "
              + DETECTION_LIMIT.toSeconds()
              + " s");
    }
  }

  /** Whether the gateway's kernel has an established connection to the head end. */
  private static boolean isConnected(Site site, Group group) {
    String remotePort = ":%04X".formatted(group.headEnd().port());
    Path net = Path.of("/proc/" + site.gateway().pid() + "/net");
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(net.resolve("tcp")));
      lines.addAll(Files.readAllLines(net.resolve("tcp6")));
      return lines.stream()
          .map(line -> line.strip().split("\\s+"))
          .anyMatch(words -> words[2].endsWith(remotePort) && words[3].equals(ESTABLISHED));
    } catch (IOException e) {
      return true;
    }
  }
}
