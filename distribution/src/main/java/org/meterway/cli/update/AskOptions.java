/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.nio.file.Path;
import org.meterway.cli.Console;
import picocli.CommandLine.Option;

/** Which gateway is asked. */
final class AskOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "the gateway's data folder (default: ${DEFAULT-VALUE})")
  private Path data;

  GatewayUpdates gateway(Console console) {
    return new GatewayUpdates(data, console);
  }
}
