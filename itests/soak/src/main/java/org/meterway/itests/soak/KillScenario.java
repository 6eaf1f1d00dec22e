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

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public List<Row> run(Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    int kills = dose.of(5, 200);
    try (Site site = new Site(Load.USUAL, Features.knowsDelivery())) {
      site.start();
      long killedAt = 0;
      for (int i = 0; i < kills; i++) {
        boolean whileStarting = i > 0 && random.nextInt(4) == 0;
        if (whileStarting) {
          Site.pause(random.nextInt(1200));
        } else {
          if (!site.awaitAccepted(LIMIT)) {
            site.problem("no payload was accepted after kill " + i);
            break;
          }
          if (killedAt != 0) {
            site.awaitRecovery(killedAt);
          }
          if (random.nextBoolean()) {
            site.inject(random.nextBoolean() ? AWAY : STUCK);
          }
          Site.pause(random.nextInt(600));
        }
        killedAt = System.nanoTime();
        site.gateway().kill();
        site.gateway().start();
        site.heal();
      }
      site.awaitRecovery(killedAt);
      site.drain();
      if (!site.gateway().stop()) {
        site.problem("the gateway did not end by itself");
      }
      return site.rows("kill -9", kills, null, null);
    }
  }
}
