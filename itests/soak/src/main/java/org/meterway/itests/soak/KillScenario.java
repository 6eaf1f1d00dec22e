/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.meterway.simulator.Fault;

/**
 * {@code kill -9} of the gateway at random instants, most under load, some while it starts; about
 * half of them while the head ends are away, so that accepted payloads wait in the gateway.
 */
final class KillScenario implements Scenario {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Fault AWAY = Fault.of(Fault.Kind.REFUSE);
  private static final Fault STUCK = Fault.of(Fault.Kind.SILENT);
  private static final int START_MS = 1200;
  private static final int LOAD_MS = 600;

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public List<Row> run(Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    try (Site site = new Site(Load.USUAL, dose)) {
      site.start();
      Phase phase = site.beginWithRestarts("kill -9");
      for (int i : dose.rounds(5, 200)) {
        boolean whileStarting = i > 0 && random.nextInt(4) == 0;
        if (whileStarting) {
          Site.pause(random.nextInt(START_MS));
        } else {
          if (!site.awaitAccepted(LIMIT)) {
            phase.problem("no payload was accepted after kill " + i);
            break;
          }
          if (random.nextBoolean()) {
            site.inject(random.nextBoolean() ? AWAY : STUCK);
          }
          Site.pause(random.nextInt(LOAD_MS));
        }
        if (!site.gateway().isAlive()) {
          phase.problem("the gateway had ended before kill " + i);
        }
        long killedAt = System.nanoTime();
        phase.inject();
        site.gateway().kill();
        site.gateway().start();
        site.heal();
        if (random.nextInt(4) > 0) {
          phase.awaitRecovery(killedAt);
        }
      }
      phase.awaitRecovery(System.nanoTime());
      phase.end();
      return site.finish();
    }
  }
}
