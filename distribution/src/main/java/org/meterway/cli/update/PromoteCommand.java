/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a release to other channels. */
@Command(
    name = "promote",
    sortOptions = false,
    header = "Give a release to exactly these channels; without any it is withdrawn.")
final class PromoteCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NUMBER", description = "the release's sequence number")
  private long sequence;

  @Mixin private PublishOptions options;

  @Option(names = "--channel", paramLabel = "NAME", description = "may be given several times")
  private List<String> channels = List.of();

  PromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    PublishCommand.Channels.check(channels);
    options.publisher().setChannels(sequence, channels, options.indexExpires());
    console.print(
        "release number "
            + sequence
            + (channels.isEmpty() ? " is withdrawn" : " is for " + String.join(", ", channels)));
    return 0;
  }
}
