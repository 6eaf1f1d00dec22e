package com.example.pulses;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user can set. Limits hold in user interfaces only: the options check them again. */
@ObjectClassDefinition(
    id = PulseHandler.PID,
    name = "PulseHandler",
    description = "Passes the reports of meters (protocol 0x2300) on to the head end.")
@interface PulseHandlerConfig {
  @AttributeDefinition(
      name = "Pulses per unit",
      description = "How many pulses make one unit, from 1 to 1000000.",
      min = "1",
      max = "1000000")
  int pulsesPerUnit() default 1000;

  @AttributeDefinition(name = "Unit", description = "What is counted, such as kWh or m3.")
  String unit() default "kWh";

  @AttributeDefinition(
      name = "Acknowledge",
      description = "Whether the meter is told if its report was taken.")
  boolean acknowledge() default true;

  // Meterway reads this one itself, from the service's properties. Kura's page has ten fields.
  @AttributeDefinition(
      name = "Links",
      description = "Names of the links to serve; none for all.",
      cardinality = 10,
      required = false)
  String[] links() default {};
}
