/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.meterway.simulator.Fault;
import org.meterway.simulator.Fault.Kind;

/** All that a head end does wrong. */
final class HeadEndScenario extends GuestScenario {
  /**
   * A fault.
   *
   * @param briefMs for how long it is there in the short form
   * @param confirmedOnly whether it is one of the acknowledgements
   */
  private record Wrong(String words, Fault fault, int briefMs, boolean confirmedOnly) {}

  private static final List<Wrong> ALL =
      List.of(
          new Wrong("head end refuses connections", Fault.of(Kind.REFUSE), 600, false),
          new Wrong("head end is silent", Fault.of(Kind.SILENT), 2500, false),
          new Wrong("head end resets after 2 kB", new Fault(Kind.RESET_AFTER, 2000), 600, false),
          new Wrong("head end resets at random", new Fault(Kind.RESET_RANDOM, 5000), 600, false),
          new Wrong("head end half-closes", new Fault(Kind.HALF_CLOSE, 2000), 600, false),
          new Wrong("head end reads 1 byte/s", new Fault(Kind.SLOW_READ, 1), 2500, false),
          new Wrong("head end answers garbage", new Fault(Kind.GARBAGE, 2000), 600, false),
          new Wrong("head end sends the gateway away", Fault.of(Kind.REJECT), 600, false),
          new Wrong("head end restarts", Fault.of(Kind.RESTART), 100, false),
          new Wrong("head end acknowledges 0.5 s late", new Fault(Kind.ACK_LATE, 500), 1200, true),
          new Wrong("head end acknowledges never", Fault.of(Kind.ACK_NEVER), 2500, true),
          new Wrong("head end acknowledges too much", Fault.of(Kind.ACK_TOO_MUCH), 600, true));

  private static final int LONG_ROUNDS = 10;
  private static final int UNREAD_MS = 15_000;
  private static final int LONG_EXTRA_MS = 3000;

  @Override
  public String name() {
    return "headend";
  }

  @Override
  void inject(Site site, Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    for (Wrong wrong : ALL) {
      inject(site, wrong, concerned(site, wrong), dose, random);
    }
    if (!dose.isBrief()) {
      dieUnread(site);
    }
  }

  private static List<Group> concerned(Site site, Wrong wrong) {
    List<Group> groups = new ArrayList<>(site.groups());
    groups.removeIf(group -> wrong.confirmedOnly() && !group.delivery().isConfirmed());
    return groups;
  }

  /**
   * What its system has acknowledged and its program not read dies with the head end. That is the
   * limit of WRITTEN, and what is lost there is shown and no fault.
   */
  private static void dieUnread(Site site) throws IOException, InterruptedException {
    Phase phase = site.begin("head end reads nothing for 15 s, then dies");
    phase.mayLose(Delivery.WRITTEN);
    site.inject(Fault.of(Kind.SILENT));
    phase.inject();
    Site.pause(UNREAD_MS);
    site.inject(Fault.of(Kind.REFUSE));
    site.heal();
    phase.awaitRecovery(System.nanoTime());
    phase.end();
  }

  private static void inject(Site site, Wrong wrong, List<Group> groups, Dose dose, Random random)
      throws IOException, InterruptedException {
    Phase phase = site.begin(wrong.words(), groups, site.usageBefore());
    List<Long> struckBefore = groups.stream().map(group -> group.headEnd().faults()).toList();
    for (int i : dose.rounds(1, LONG_ROUNDS)) {
      for (Group group : groups) {
        group.headEnd().inject(wrong.fault());
      }
      phase.inject();
      Site.pause(wrong.briefMs() + (dose.isBrief() ? 0 : random.nextInt(LONG_EXTRA_MS)));
      for (Group group : groups) {
        group.headEnd().heal();
      }
      phase.awaitRecovery(System.nanoTime());
    }
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).headEnd().faults() <= struckBefore.get(i)) {
        phase.problem(groups.get(i).delivery() + ": the fault did not strike");
      }
    }
    phase.end();
  }
}
