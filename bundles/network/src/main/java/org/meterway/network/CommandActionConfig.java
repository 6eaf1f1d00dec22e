/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user configures of the action that runs a program. */
@ObjectClassDefinition(
    id = CommandAction.PID,
    name = "Meterway recovery by a program",
    description =
        "Runs a program of your own, as a step of the network watch. No shell is involved. The"
            + " program finds in the environment variable METERWAY_REASON what failed.")
@interface CommandActionConfig {
  @AttributeDefinition(
      name = "Program",
      description = "Absolute path of the program, such as /usr/local/bin/reset-modem.")
  String program() default "";

  @AttributeDefinition(
      name = "Arguments",
      description = "Arguments of the program, an entry each, handed over as they are.",
      cardinality = 10,
      required = false)
  String[] arguments() default {};

  @AttributeDefinition(
      name = "Time limit (s)",
      description = "The program, and all that it has started, is killed when it takes longer.",
      min = "1",
      max = "3600")
  int timeoutSeconds() default 60;

  @AttributeDefinition(
      name = "Name of the action",
      description = "What the steps of the network watch call it by.")
  String meterway_recovery_action() default "command";

  @AttributeDefinition(
      name = "Ends the run",
      description =
          "Whether the program restarts this gateway or its host. The watch then calls it only where"
              + " it may restart the host, and where it can remember that it did.")
  boolean meterway_recovery_ends_run() default false;
}
