/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of the gateway steps by a day, forward and back, as when a network clock corrects it;
 * the time since the start goes on evenly, as it does in reality. libfaketime gives the gateway
 * this clock.
 */
final class ClockScenario implements Scenario {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SEEN_LIMIT = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String obstacle() {
    return library().isPresent() ? "" : "needs libfaketime (Debian: apt-get install libfaketime)";
  }

  private static Optional<Path> library() {
    return Stream.of(
            "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
        .map(folder -> Path.of(folder, "faketime", "libfaketimeMT.so.1"))
        .filter(Files::exists)
        .findFirst();
  }

  @Override
  public List<Row> run(Dose dose) throws IOException, InterruptedException {
    try (Site site = new Site(Load.USUAL, dose)) {
      Path clock = site.folder().resolve("clock");
      set(clock, Duration.ZERO);
      site.environment("LD_PRELOAD", library().orElseThrow().toString());
      site.environment("FAKETIME_TIMESTAMP_FILE", clock.toString());
      site.environment("FAKETIME_CACHE_DURATION", "1");
      site.environment("DONT_FAKE_MONOTONIC", "1");
      // Otherwise its own idea of waits ends those of Java at once.
      site.environment("FAKETIME_FORCE_MONOTONIC_FIX", "0");
      site.start();
      AgentClient agent = site.agent();
      Phase phase = site.begin("clock steps by a day, forward and back");
      for (int i : dose.rounds(2, 40)) {
        Duration step = i % 2 == 0 ? DAY : i % 4 == 1 ? DAY.negated() : Duration.ZERO;
        set(clock, step);
        phase.inject();
        if (!Site.within(SEEN_LIMIT, () -> isAhead(agent, step))) {
          phase.problem("the gateway's clock did not step by " + step);
        }
        phase.awaitRecovery(System.nanoTime());
        Site.pause(500);
      }
      phase.end();
      return site.finish();
    }
  }

  private static void set(Path clock, Duration ahead) throws IOException {
    Path fresh = clock.resolveSibling("clock.new");
    Files.writeString(fresh, "%+d\n".formatted(ahead.toSeconds()));
    Files.move(fresh, clock, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isAhead(AgentClient agent, Duration step) {
    try {
      long ahead = Long.parseLong(agent.ask("clock")) - System.currentTimeMillis();
      return Math.abs(ahead - step.toMillis()) < 60_000;
    } catch (IOException e) {
      return false;
    }
  }
}
