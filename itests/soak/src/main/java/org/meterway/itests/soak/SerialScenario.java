/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.meterway.simulator.UnreliableLine;

/** What happens to the line between a meter and the gateway. */
final class SerialScenario extends GuestScenario {
  private static final double DAMAGE = 0.3;
  private static final int AWAY_MS = 300;

  /** More than the line's buffers take. */
  private static final int DOWN_PAYLOADS = 30;

  private static final int DOWN_LENGTH = 1000;

  @Override
  public String name() {
    return "serial";
  }

  @Override
  void inject(Site site, Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    List<UnreliableLine> lines = new ArrayList<>();
    site.groups().forEach(group -> lines.addAll(group.lines()));
    vanish(site, lines, dose, random);
    flood(site, lines, dose);
    damage(site, lines, dose);
    stall(site, lines, dose);
  }

  private static void vanish(Site site, List<UnreliableLine> lines, Dose dose, Random random)
      throws IOException, InterruptedException {
    Phase phase = site.begin("device vanishes in mid-frame, returns under another number");
    phase.expect("hang.ups");
    for (int i : dose.rounds(2, 100)) {
      lines.forEach(UnreliableLine::vanish);
      phase.inject();
      Site.pause(random.nextInt(AWAY_MS));
      for (UnreliableLine line : lines) {
        line.comeBack();
      }
      phase.awaitRecovery(System.nanoTime());
      Site.pause(AWAY_MS);
    }
    phase.end();
  }

  private static void flood(Site site, List<UnreliableLine> lines, Dose dose) throws IOException {
    Phase phase = site.begin("device floods garbage at full speed");
    phase.expect("faults.noise", "faults.bad.header", "faults.fcs.mismatch");
    Duration time = Duration.ofMillis(dose.millis(1000, 60_000));
    List<CompletableFuture<Long>> floods =
        lines.stream().map(line -> CompletableFuture.supplyAsync(() -> flood(line, time))).toList();
    long bytes = floods.stream().mapToLong(CompletableFuture::join).sum();
    phase.inject();
    if (bytes == 0) {
      phase.problem("no garbage was sent");
    }
    phase.awaitRecovery(System.nanoTime());
    phase.end();
  }

  private static long flood(UnreliableLine line, Duration time) {
    try {
      return line.flood(time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void damage(Site site, List<UnreliableLine> lines, Dose dose)
      throws IOException, InterruptedException {
    Phase phase = site.begin("wrong bits and octets 0 in 30 % of the frames");
    phase.expect("faults.fcs.mismatch");
    lines.forEach(line -> line.damage(DAMAGE));
    phase.inject();
    Site.pause(dose.millis(1000, 60_000));
    lines.forEach(line -> line.damage(0));
    phase.awaitRecovery(System.nanoTime());
    phase.end();
  }

  private static void stall(Site site, List<UnreliableLine> lines, Dose dose)
      throws IOException, InterruptedException {
    Phase phase = site.begin("meter does not read");
    phase.expect("write.timeouts");
    lines.forEach(line -> line.stall(true));
    for (Group group : site.groups()) {
      for (int meter : group.numbers()) {
        for (int i = 0; i < DOWN_PAYLOADS; i++) {
          group.headEnd().sendDown(meter, DOWN_LENGTH);
        }
      }
    }
    phase.inject();
    Site.pause(dose.millis(3500, 30_000));
    lines.forEach(line -> line.stall(false));
    phase.awaitRecovery(System.nanoTime());
    phase.end();
  }
}
