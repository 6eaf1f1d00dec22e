/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.meterway.cli.Console;
import org.meterway.update.release.RepositoryIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Signs an index anew. */
@Command(
    name = "refresh",
    sortOptions = false,
    header = "Sign the index of a repository anew, so that gateways take it for longer.")
final class RefreshCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private PublishOptions options;

  RefreshCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RepositoryIndex index = options.publisher().refresh(options.indexExpires());
    console.print("index " + index.sequence() + " holds until " + index.expires());
    return 0;
  }
}
