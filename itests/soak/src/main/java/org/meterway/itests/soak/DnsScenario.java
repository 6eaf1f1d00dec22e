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
import java.util.List;
import org.meterway.simulator.Fault;

/**
 * The head end's name is not known, becomes known, is not known again, and gets another address. A
 * hosts file of the gateway's Java machine stands for the name server; its cache is off.
 */
final class DnsScenario implements Scenario {
  private static final String NAME = "head-end.test";
  private static final int AWAY_MS = 700;

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public List<Row> run(Dose dose) throws IOException, InterruptedException {
    try (Site site = new Site(Load.USUAL)) {
      Path hosts = site.folder().resolve("hosts");
      Path security = site.folder().resolve("security");
      Files.writeString(
          security, "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
      site.javaOption("-Djdk.net.hosts.file=" + hosts);
      site.javaOption("-Djava.security.properties=" + security);
      site.groups().forEach(group -> site.configuration().set(group.headEndPid(), "host", NAME));
      know(hosts, "127.0.0.1");
      site.start();
      Phase unknown = site.begin("name unknown, then known");
      for (int i : dose.rounds(1, 20)) {
        know(hosts, null);
        // Without a connection the name must be looked up.
        site.inject(Fault.of(Fault.Kind.REFUSE));
        unknown.inject();
        Site.pause(AWAY_MS);
        site.heal();
        Site.pause(AWAY_MS);
        know(hosts, "127.0.0.1");
        unknown.awaitRecovery(System.nanoTime());
      }
      unknown.end();
      Phase moved = site.begin("address of the head end changes");
      for (int i : dose.rounds(2, 20)) {
        String address = i % 2 == 0 ? "127.0.0.2" : "127.0.0.1";
        moved.inject();
        for (Group group : site.groups()) {
          group.moveHeadEnd(new InetSocketAddress(address, group.headEnd().port()));
        }
        Site.pause(AWAY_MS);
        know(hosts, address);
        moved.awaitRecovery(System.nanoTime());
      }
      moved.end();
      return site.finish();
    }
  }

  /** Gives the name an address, or none. */
  private static void know(Path hosts, String address) throws IOException {
    Path fresh = hosts.resolveSibling("hosts.new");
    Files.writeString(fresh, address == null ? "# nothing\n" : address + " " + NAME + "\n");
    Files.move(fresh, hosts, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
