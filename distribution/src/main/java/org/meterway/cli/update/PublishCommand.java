/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.update.publish.Publisher;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.release.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a release into a repository. */
@Command(
    name = "publish",
    sortOptions = false,
    header = "Put a release into a repository: bundles, manifest, index, signatures.")
final class PublishCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "VERSION", description = "the release's version, as 0.2.0")
  private String version;

  @Option(
      names = "--bundles",
      required = true,
      paramLabel = "DIR",
      description = "all bundles, as a distribution has them in its folder bundles")
  private Path bundles;

  @Mixin private PublishOptions options;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      defaultValue = "stable",
      description = "for whom (default: ${DEFAULT-VALUE}); may be given several times")
  private List<String> channels;

  @Option(
      names = "--sequence",
      paramLabel = "NUMBER",
      description = "the release's number (default: one more than the highest)")
  private Long sequence;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "how long gateways take this release (default: ${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--requires",
      paramLabel = "VERSION",
      defaultValue = "0.1.0",
      description = "the oldest distribution that can run it (default: ${DEFAULT-VALUE})")
  private String launcher;

  @Option(
      names = "--java",
      paramLabel = "N",
      defaultValue = "17",
      description = "the oldest Java that can run it (default: ${DEFAULT-VALUE})")
  private int java;

  @Option(
      names = "--notes",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "what is new, for people")
  private String notes;

  PublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    Channels.check(channels);
    Publisher publisher = options.publisher();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Release about =
        new Release(
            version,
            sequence == null ? publisher.nextSequence() : sequence,
            now,
            now.plus(Duration.ofDays(days)),
            launcher,
            java,
            notes,
            List.of());
    Release release = publisher.publish(about, bundles, channels, options.indexExpires());
    console.print(
        release
            + " is published: "
            + release.bundles().size()
            + " bundles, for "
            + String.join(", ", channels));
    return 0;
  }

  /** Checks the names of channels. */
  static final class Channels {
    private Channels() {}

    static void check(List<String> channels) throws CommandException {
      for (String channel : channels) {
        if (!IndexEntry.CHANNEL.matcher(channel).matches()) {
          throw CommandException.usage(
              "channel \"" + channel + "\", expected lower-case letters, digits and hyphens");
        }
      }
    }
  }
}
