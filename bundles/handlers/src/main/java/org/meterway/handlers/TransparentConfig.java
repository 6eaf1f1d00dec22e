/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the handler of transparent data. */
@ObjectClassDefinition(
    id = TransparentComponent.PID,
    name = "Meterway transparent handler",
    description = "Passes the transparent data of meters (protocol 0x2100) on to the head end.")
@interface TransparentConfig {
  @AttributeDefinition(
      name = "Enabled",
      description = "Whether this handler takes part; without it another one may serve 0x2100.")
  boolean enabled() default true;

  @AttributeDefinition(
      name = "Links",
      description = "Names of the links to serve; none for all.",
      cardinality = 10,
      required = false)
  String[] links() default {};
}
