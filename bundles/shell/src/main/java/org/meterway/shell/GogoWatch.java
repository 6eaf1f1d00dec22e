/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the commands to Gogo where there is one, or comes later. No reference: a component that
 * waits for what is not there is reported as a problem.
 */
@Component(
    service = {},
    immediate = true)
public final class GogoWatch {
  private static final Logger LOG = LoggerFactory.getLogger(GogoWatch.class);
  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";

  private final ServiceTracker<Object, AutoCloseable> gogo;

  /** Begins to watch. */
  @Activate
  public GogoWatch(BundleContext context) {
    gogo =
        new ServiceTracker<>(context, PROCESSOR, null) {
          @Override
          public AutoCloseable addingService(ServiceReference<Object> reference) {
            return commands(context);
          }

          @Override
          public void removedService(ServiceReference<Object> reference, AutoCloseable commands) {
            end(commands);
          }
        };
    gogo.open();
  }

  private static AutoCloseable commands(BundleContext context) {
    try {
      return new GogoCommands(context);
    } catch (LinkageError e) {
      LOG.info("Gogo came after this bundle was resolved: its commands are there when refreshed");
      return null;
    }
  }

  private static void end(AutoCloseable commands) {
    try {
      commands.close();
    } catch (Exception e) {
      LOG.debug("The commands for Gogo were closed already", e);
    }
  }

  @Deactivate
  void deactivate() {
    gogo.close();
  }
}
