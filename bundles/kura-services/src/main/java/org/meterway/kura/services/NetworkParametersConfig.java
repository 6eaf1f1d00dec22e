/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user configures of the network parameters. */
@ObjectClassDefinition(
    id = NetworkParameters.PID,
    name = "Meterway network parameters",
    description =
        "Answers a meter that asks for the link quality (0x8003) or the module state (0x8002) with"
            + " the state of the network, when nobody else does.")
@interface NetworkParametersConfig {
  @AttributeDefinition(
      name = "Enabled",
      description = "Whether meters get answers from the gateway's network.")
  boolean enabled() default true;

  @AttributeDefinition(
      name = "Interface",
      description =
          "Name of the network interface, such as wwan0, or its id, such as 1-3 for a modem's USB"
              + " port. Empty: a connected modem, else a modem, else a connected wireless"
              + " interface, else any connected one.",
      required = false)
  String networkInterface() default "";

  @AttributeDefinition(
      name = "Scale of the link quality",
      description =
          "CSQ is what modules answer to AT+CSQ: 0 (-113 dBm or less) to 31 (-51 dBm or more).",
      options = {
        @Option(label = "CSQ, 0 to 31", value = "CSQ"),
        @Option(label = "Percent, 0 to 100", value = "PERCENT")
      })
  String linkQualityScale() default "CSQ";

  @AttributeDefinition(
      name = "Refresh interval (s)",
      description = "How often the network is looked at. Meters are answered from the last look.",
      min = "1",
      max = "3600")
  int refreshSeconds() default 30;
}
