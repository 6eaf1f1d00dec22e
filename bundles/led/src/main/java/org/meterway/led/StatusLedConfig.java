/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user configures of an LED. */
@ObjectClassDefinition(
    id = StatusLed.PID,
    name = "Meterway status LED",
    description =
        "Shows the state of the gateway on an LED: steadily on, all is well; 1 blink, a port is not"
            + " open; 2, a head end is away; 3, the network is not reached; 4, modem or SIM card; 5,"
            + " payloads are in danger or something does not do its work.")
@interface StatusLedConfig {
  @AttributeDefinition(
      name = "Output",
      description = "Through what the LED is switched.",
      options = {
        @Option(label = "LED of the kernel", value = "LED"),
        @Option(label = "GPIO of Kura", value = "GPIO")
      })
  String output() default "LED";

  @AttributeDefinition(
      name = "Name",
      description =
          "Name of the LED, a folder in the directory of LEDs such as green:status; or of the GPIO"
              + " pin, or the number of its terminal.")
  String led() default "";

  @AttributeDefinition(
      name = "Directory",
      description = "Where the kernel shows its LEDs; not needed for GPIO.")
  String directory() default "/sys/class/leds";

  @AttributeDefinition(
      name = "Inverted",
      description = "Whether the LED is lit while its output is off.")
  boolean inverted() default false;

  @AttributeDefinition(
      name = "Watched",
      description =
          "What the LED stands for, an entry each: a kind such as port, headend, network, modem or"
              + " store, or one of a kind such as link:meter1, which stands for its port and head"
              + " end as well. Empty: everything.",
      cardinality = 10,
      required = false)
  String[] watched() default {};

  @AttributeDefinition(
      name = "Refresh interval (s)",
      description = "How often the states are looked at.",
      min = "1",
      max = "60")
  int refreshSeconds() default 2;
}
