/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the handler of parameters. */
@ObjectClassDefinition(
    id = ParametersComponent.PID,
    name = "Meterway parameters handler",
    description =
        "Answers what meters ask of the module (protocol 0x2200), hears their events, and asks and"
            + " sets parameters of the meters.")
@interface ParametersConfig {
  @AttributeDefinition(
      name = "Device name",
      description =
          "The answer for parameter 0x8007, at most 255 characters. Empty: what a service tells; in"
              + " Kura the name of the gateway.",
      required = false)
  String deviceName() default "";

  @AttributeDefinition(
      name = "Serial number",
      description =
          "The answer for parameter 0x8005, at most 255 characters. Empty: what a service tells; in"
              + " Kura the serial number of the gateway.",
      required = false)
  String serialNumber() default "";

  @AttributeDefinition(
      name = "Parameters",
      description =
          "Further answers, an entry each, such as 0x2801=octet-string:313233,"
              + " 0x8002=unsigned:1 or 0x2802=visible-string:text. Types: octet-string and date-time"
              + " (hex digits), visible-string (text), unsigned, long-unsigned and"
              + " double-long-unsigned (decimal).",
      cardinality = 10,
      required = false)
  String[] parameters() default {};
}
