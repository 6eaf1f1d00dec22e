/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a bundle of its own, which does not start while a system property says so. */
public final class FailingActivator implements BundleActivator {
  static final String PROPERTY = "org.meterway.test.failing";

  @Override
  public void start(BundleContext context) {
    if (Boolean.getBoolean(PROPERTY)) {
      throw new IllegalStateException("made to fail");
    }
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing was started.
  }
}
