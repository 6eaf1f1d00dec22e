/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import java.util.Hashtable;
import java.util.Map;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Inside: offers the invoker that Pax Exam's extender looks for. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class BridgeActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    ProbeInvokerFactory factory =
        (probe, instruction) ->
            JupiterProbeInvoker.parse(((BundleContext) probe).getBundle(), instruction);
    context.registerService(
        ProbeInvokerFactory.class, factory, new Hashtable<>(Map.of("driver", InsideJUnit.INVOKER)));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }
}
