/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.meterway.api.config.Validation;
import org.meterway.update.release.IndexEntry;
import org.meterway.update.repository.HttpsSettings;
import org.meterway.update.repository.Repositories;

/**
 * A valid configuration of the updater.
 *
 * @param index the repository's address; empty when there are no updates
 * @param channel which releases are for this gateway
 * @param trustedKeys file with the keys of those who may publish
 * @param apply how far the gateway goes by itself
 * @param interval how often it looks; zero for never
 * @param spread the most that it does so later
 * @param window when it applies
 * @param healthSeconds how long new bundles may take to be healthy
 * @param stableSeconds how long they must stay so
 * @param https how a server is reached
 */
record UpdaterOptions(
    String index,
    String channel,
    String trustedKeys,
    ApplyPolicy apply,
    Duration interval,
    Duration spread,
    DailyWindow window,
    int healthSeconds,
    int stableSeconds,
    HttpsSettings https) {
  /**
   * Checks a configuration.
   *
   * @throws org.meterway.api.config.InvalidConfigurationException with all that is wrong
   */
  static UpdaterOptions of(UpdaterConfig config) {
    Validation check = Validation.of(UpdaterComponent.PID);
    String index = text(config.index());
    boolean off = index.isEmpty();
    if (!off) {
      try {
        Repositories.folder(index);
      } catch (IOException e) {
        check.reject("index", index, "an address as https://updates.example/meterway/index.json");
      }
      if (text(config.trustedKeys()).isEmpty()) {
        check.reject("trustedKeys", "", "the file with the public keys of those who may publish");
      }
    }
    String channel = text(config.channel());
    if (!IndexEntry.CHANNEL.matcher(channel).matches()) {
      check.reject("channel", channel, "a word of lower-case letters, digits and hyphens");
    }
    DailyWindow window = DailyWindow.ALWAYS;
    try {
      window = DailyWindow.parse(text(config.window()));
    } catch (IllegalArgumentException e) {
      check.reject("window", config.window(), "a part of the day as 02:00-04:00");
    }
    String proxy = text(config.proxy());
    if (!proxy.isEmpty() && !proxy.matches("[^\\s:/]+:[0-9]{1,5}")) {
      check.reject("proxy", proxy, "host:port");
    }
    UpdaterOptions options =
        new UpdaterOptions(
            index,
            channel,
            path(check, "trustedKeys", config.trustedKeys()),
            check.choice("apply", config.apply(), ApplyPolicy.class),
            Duration.ofMinutes(check.range("checkMinutes", config.checkMinutes(), 0, 44_640)),
            Duration.ofMinutes(check.range("spreadMinutes", config.spreadMinutes(), 0, 1440)),
            window,
            check.range("healthSeconds", config.healthSeconds(), 5, 3600),
            check.range("stableSeconds", config.stableSeconds(), 0, 3600),
            new HttpsSettings(
                path(check, "caFile", config.caFile()),
                proxy,
                Duration.ofSeconds(
                    check.range("timeoutSeconds", config.timeoutSeconds(), 1, 600))));
    check.check();
    return options;
  }

  private static String path(Validation check, String property, String value) {
    String path = text(value);
    try {
      if (!path.isEmpty() && !Path.of(path).isAbsolute()) {
        check.reject(property, path, "an absolute path");
      }
    } catch (InvalidPathException e) {
      check.reject(property, path, "an absolute path");
    }
    return path;
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }

  /** Whether there are updates at all. */
  boolean isOn() {
    return !index.isEmpty();
  }
}
