/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user configures of the action that restarts the host. */
@ObjectClassDefinition(
    id = RestartHostAction.PID,
    name = "Meterway recovery by a restart of the host",
    description =
        "Restarts the host of this gateway, as a step of the network watch, which must be allowed"
            + " to do so as well. The gateway needs the right to restart its host.")
@interface RestartHostConfig {
  @AttributeDefinition(name = "Enabled", description = "Whether the host may be restarted.")
  boolean enabled() default false;

  @AttributeDefinition(
      name = "Program",
      description =
          "Absolute path of a program that restarts the host. Empty: systemctl with the argument"
              + " reboot.",
      required = false)
  String program() default "";

  @AttributeDefinition(
      name = "Arguments",
      description = "Arguments of that program, an entry each.",
      cardinality = 10,
      required = false)
  String[] arguments() default {};
}
