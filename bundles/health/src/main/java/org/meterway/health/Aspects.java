/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.osgi.framework.BundleContext;

/** All aspects of the platform. */
final class Aspects {
  /** Set by the launcher, and by whoever runs the bundles elsewhere, if he likes. */
  private static final String DATA_FOLDER = "org.meterway.data";

  private Aspects() {}

  static List<Aspect> of(BundleContext context) {
    String folder = context.getProperty(DATA_FOLDER);
    return List.of(
        new BundleAspect(context),
        new ComponentAspect(context),
        new DiskAspect(
            folder == null ? context.getDataFile("").toPath() : Path.of(folder).toAbsolutePath()),
        new MemoryAspect(),
        new DescriptorAspect(),
        new ThreadAspect(),
        new ClockAspect(Clock.systemUTC()));
  }
}
