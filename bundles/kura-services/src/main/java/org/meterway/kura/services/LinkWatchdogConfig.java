/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user configures of the link watchdog. */
@ObjectClassDefinition(
    id = LinkWatchdog.PID,
    name = "Meterway link watchdog",
    description =
        "Reports a meter link that has not moved although bytes wait in it, and stops checking in"
            + " with the watchdog of Kura while one has. Kura then restarts the gateway host, if its"
            + " watchdog is enabled on the page WatchdogService; it is not by default.")
@interface LinkWatchdogConfig {
  @AttributeDefinition(
      name = "Enabled",
      description = "Whether links are watched and Meterway is a critical component of Kura.")
  boolean enabled() default true;

  @AttributeDefinition(
      name = "Stall time (s)",
      description =
          "How long bytes may wait in a link without one of them moving. A port or a head end that"
              + " is away does not count: a restart would not bring it back.",
      min = "10",
      max = "86400")
  int stallSeconds() default 300;
}
