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
import org.meterway.simulator.Fault;
import org.meterway.simulator.SimulatedPayload;

/**
 * The head end's name is not known, becomes known, is not known again, and gets another address. A
 * hosts file of the gateway's Java machine stands for the name server; its cache is off.
 */
final class DnsScenario extends GuestScenario {
  private static final String HOSTS = "hosts";
  private static final String NAME = "head-end.test";
  private static final int AWAY_MS = 700;

  @Override
  public String name() {
    return "dns";
  }

  @Override
  void prepare(Site site) throws IOException {
    Path hosts = site.folder().resolve(HOSTS);
    Path security = site.folder().resolve("security");
    Files.writeString(
        security, "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
    site.javaOption("-Djdk.net.hosts.file=" + hosts);
    site.javaOption("-Djava.security.properties=" + security);
    site.groups().forEach(group -> site.configuration().set(group.headEndPid(), "host", NAME));
    know(hosts, "127.0.0.1");
  }

  @Override
  void inject(Site site, Dose dose) throws IOException, InterruptedException {
    Path hosts = site.folder().resolve(HOSTS);
    unknown(site, hosts, dose);
    moved(site, hosts, dose);
  }

  private static void unknown(Site site, Path hosts, Dose dose)
      throws IOException, InterruptedException {
    Phase phase = site.begin("name unknown, then known");
    for (int i : dose.rounds(1, 20)) {
      know(hosts, null);
      // Without a connection the name must be looked up.
      site.inject(Fault.of(Fault.Kind.REFUSE));
      phase.inject();
      Site.pause(AWAY_MS);
      site.heal();
      long healed = SimulatedPayload.now();
      Site.pause(AWAY_MS);
      phase.expectNothingSince(healed);
      know(hosts, "127.0.0.1");
      phase.awaitRecovery(System.nanoTime());
    }
    phase.end();
  }

  private static void moved(Site site, Path hosts, Dose dose)
      throws IOException, InterruptedException {
    Phase phase = site.begin("address of the head end changes");
    for (int i : dose.rounds(2, 20)) {
      String address = i % 2 == 0 ? "127.0.0.2" : "127.0.0.1";
      phase.inject();
      for (Group group : site.groups()) {
        group.moveHeadEnd(new InetSocketAddress(address, group.headEnd().port()));
      }
      long moved = SimulatedPayload.now();
      Site.pause(AWAY_MS);
      phase.expectNothingSince(moved);
      know(hosts, address);
      phase.awaitRecovery(System.nanoTime());
    }
    phase.end();
  }

  /** Gives the name an address, or none. Nothing but this file is asked for any name. */
  private static void know(Path hosts, String address) throws IOException {
    Path fresh = hosts.resolveSibling("hosts.new");
    String known = address == null ? "" : address + " " + NAME + "\n";
    Files.writeString(fresh, "127.0.0.1 localhost\n" + known);
    Files.move(fresh, hosts, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
