/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user configures of a receiver. */
@ObjectClassDefinition(
    id = MeterReceiver.PID,
    name = "Meterway receiver",
    description =
        "Sends each record that it receives to a meter as a message, or to a head end as a payload.")
@interface MeterReceiverConfig {
  @AttributeDefinition(
      name = "Destination",
      description = "The meter of the link, or the head end that the meter's link talks to.",
      options = {
        @Option(label = "Meter", value = "METER"),
        @Option(label = "Head end", value = "HEAD_END")
      })
  String destination() default "METER";

  @AttributeDefinition(
      name = "Link",
      description =
          "Name of the link for records without a property link of their own; none if each has one.",
      required = false)
  String link() default "";

  @AttributeDefinition(
      name = "Command",
      description =
          "What a record becomes that names no protocol, command, parameter and raw bytes, such as a"
              + " Timer's: transparent data (0x2100), a question for the parameter below, or a"
              + " setting of it (0x2200).",
      options = {
        @Option(label = "SERIAL_NET (transparent data)", value = "SERIAL_NET"),
        @Option(label = "GET (ask for the parameter)", value = "GET"),
        @Option(label = "SET (set the parameter)", value = "SET")
      })
  String command() default "SERIAL_NET";

  @AttributeDefinition(
      name = "Parameter",
      description = "The parameter that GET and SET are about, such as 0x8003.",
      required = false)
  String parameter() default "";

  @AttributeDefinition(
      name = "Value",
      description =
          "Hex digits, such as 01 0A FF: what is sent for a record without a value of its own, with"
              + " SERIAL_NET, SET or to the head end.",
      required = false)
  String fixedValue() default "";
}
