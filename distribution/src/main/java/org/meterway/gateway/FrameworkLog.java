/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings what the framework and bundles with OSGi's own log say into the gateway's log, under the
 * name of the bundle that says it.
 */
final class FrameworkLog extends org.apache.felix.framework.Logger implements LogListener {
  /** Another version of the distribution has other jars; the installer takes care of that. */
  private static final String FORGOTTEN_JAR = "Error reloading cached bundle, removing it";

  private static final String INVALID_CONFIGURATION =
      "org.meterway.api.config.InvalidConfigurationException: ";

  @Override
  public void logged(LogEntry entry) {
    Level level =
        switch (entry.getLogLevel()) {
          case AUDIT, ERROR -> Level.ERROR;
          case WARN -> Level.WARN;
          case INFO -> Level.INFO;
          case DEBUG -> Level.DEBUG;
          case TRACE -> Level.TRACE;
        };
    // Events of the framework arrive here as well; what matters of them is reported elsewhere.
    if (!entry.getLoggerName().startsWith("Events.")) {
      write(entry.getBundle(), level, entry.getMessage(), entry.getException());
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // as Felix declares it
  protected void doLog(
      Bundle bundle, ServiceReference service, int level, String message, Throwable cause) {
    Level slf4jLevel =
        message.startsWith(FORGOTTEN_JAR)
            ? Level.DEBUG
            : switch (level) {
              case LOG_ERROR -> Level.ERROR;
              case LOG_WARNING -> Level.WARN;
              case LOG_INFO -> Level.INFO;
              default -> Level.DEBUG;
            };
    write(bundle, slf4jLevel, message, cause);
  }

  private static void write(Bundle bundle, Level level, String message, Throwable cause) {
    String name = bundle == null ? null : bundle.getSymbolicName();
    Logger logger = LoggerFactory.getLogger(name == null ? "org.apache.felix.framework" : name);
    String root = rootCause(cause);
    if (root.startsWith(INVALID_CONFIGURATION)) {
      // For the user and complete in itself; the way there is of no use to anybody.
      logger.atLevel(level).log(root.substring(INVALID_CONFIGURATION.length()));
    } else {
      logger.atLevel(level).setCause(cause).log(message);
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable root = failure;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    // Felix wraps each exception in one whose message begins with the original's class.
    return root == null ? "" : String.valueOf(root.getMessage());
  }
}
