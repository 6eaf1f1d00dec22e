/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A host answers an echo request, sent by the system's own {@code ping}. */
final class PingCheck implements Check {
  private final String host;
  private final ProgramRunner runner;

  PingCheck(String host, ProgramRunner runner) {
    this.host = host;
    this.runner = runner;
  }

  @Override
  public String name() {
    return "ping " + host;
  }

  @Override
  public String run(Duration atMost) throws CheckFailedException, InterruptedException {
    String seconds = Long.toString(Math.max(1, atMost.toSeconds()));
    try {
      ProgramRunner.Result result =
          runner.run(
              List.of(SystemProgram.find("ping"), "-n", "-q", "-c", "1", "-W", seconds, host),
              Map.of(),
              atMost.plusSeconds(1));
      if (result.exit() != 0) {
        throw new CheckFailedException(
            result.exit() == 1 ? "it does not answer" : "ping: " + result.lastLine());
      }
      return result.lastLine();
    } catch (ProgramException e) {
      throw new CheckFailedException(e.getMessage());
    }
  }
}
