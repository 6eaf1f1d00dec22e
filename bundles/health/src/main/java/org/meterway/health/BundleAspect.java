/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Bundles that are to run and do not. One that somebody has stopped is meant to be stopped. */
final class BundleAspect implements Aspect {
  private final BundleContext context;

  BundleAspect(BundleContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "bundles";
  }

  @Override
  public Finding look() {
    Bundle[] bundles = context.getBundles();
    List<String> idle =
        Arrays.stream(bundles)
            .filter(BundleAspect::isWanted)
            .filter(bundle -> (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0)
            .map(
                bundle ->
                    bundle.getSymbolicName()
                        + (bundle.getState() == Bundle.INSTALLED
                            ? " cannot run"
                            : " has not started"))
            .sorted()
            .toList();
    long active =
        Arrays.stream(bundles).filter(bundle -> bundle.getState() == Bundle.ACTIVE).count();
    String figure = active + " active";
    return idle.isEmpty()
        ? Finding.well(figure)
        : Finding.warning("bundle " + String.join(", bundle ", idle), figure);
  }

  private static boolean isWanted(Bundle bundle) {
    BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
    return start != null && start.isPersistentlyStarted();
  }
}
