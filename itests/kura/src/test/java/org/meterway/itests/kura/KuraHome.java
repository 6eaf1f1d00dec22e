/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/**
 * Where Kura is installed, with a folder for the data of its services. Bundles of Kura have no
 * storage of their own that would outlive a start.
 */
final class KuraHome {
  private static final String PROPERTY = "kura.home";

  private KuraHome() {}

  /** Outside: an empty one. */
  static Option provisioned() {
    Path home = Path.of(System.getProperty("meterway.kura.home"));
    delete(home);
    try {
      Files.createDirectories(home.resolve("data"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return CoreOptions.frameworkProperty(PROPERTY).value(home.toString());
  }

  /** Inside: the folder of Meterway's store. */
  static Path store(BundleContext context) {
    return Path.of(context.getProperty(PROPERTY), "data", "meterway", "store");
  }

  /** Inside: what waits for a head end is gone, as after an administrator deleted the folder. */
  static void emptyStore(BundleContext context) {
    delete(store(context));
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
