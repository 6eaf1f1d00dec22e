/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user configures of the action that sets an interface down and up. */
@ObjectClassDefinition(
    id = InterfaceAction.PID,
    name = "Meterway recovery by an interface",
    description =
        "Sets a network interface down and up again, as a step of the network watch. The gateway"
            + " needs the right to do so: CAP_NET_ADMIN.")
@interface InterfaceActionConfig {
  @AttributeDefinition(
      name = "Interface",
      description = "Name of the network interface, such as wwan0 or eth0.")
  String networkInterface() default "";

  @AttributeDefinition(
      name = "Time down (s)",
      description = "How long the interface stays down.",
      min = "0",
      max = "600")
  int downSeconds() default 5;

  @AttributeDefinition(
      name = "Name of the action",
      description = "What the steps of the network watch call it by.")
  String meterway_recovery_action() default "interface";
}
