/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** When and on what a run was. */
final class Machine {
  private Machine() {}

  static String words() throws IOException {
    return String.format(
        Locale.ROOT,
        "The last run was on %s, with %d cores (load average %.0f), Linux %s, Java %s (%s), Meterway %s%s.",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("os.version").replaceAll("-.*", ""),
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"),
        Home.version(),
        commit());
  }

  private static String commit() {
    try {
      return " at commit " + Shell.run("git", "rev-parse", "--short", "HEAD");
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
