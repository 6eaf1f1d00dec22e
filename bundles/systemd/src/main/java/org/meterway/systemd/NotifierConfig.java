/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user configures of the notifier. */
@ObjectClassDefinition(
    id = Notifier.PID,
    name = "Meterway systemd notifier",
    description =
        "Tells systemd that the gateway is ready, how it is, and that it lives. Does nothing where the"
            + " gateway was not started by a systemd service of Type=notify.")
@interface NotifierConfig {
  @AttributeDefinition(
      name = "Stall time (s)",
      description =
          "How long bytes may wait in a link without one of them moving, before systemd is no longer"
              + " told that the gateway lives. A port or a head end that is away does not count: a"
              + " restart would not bring it back.",
      min = "10",
      max = "86400")
  int stallSeconds() default 300;
}
