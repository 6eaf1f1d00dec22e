/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the control socket. */
@ObjectClassDefinition(
    id = ControlSocketComponent.PID,
    name = "Meterway control socket",
    description =
        "Lets the user who runs the gateway ask it from the command line (meterway status, meterway"
            + " shell), over a socket that no other user can reach.")
@interface ControlConfig {
  @AttributeDefinition(
      name = "Mode",
      description =
          "Whether there is a control socket. Automatic: in the standalone gateway, but not in Kura.",
      options = {
        @Option(label = "Automatic", value = "AUTO"),
        @Option(label = "On", value = "ON"),
        @Option(label = "Off", value = "OFF")
      })
  String mode() default "AUTO";

  @AttributeDefinition(
      name = "Path",
      description =
          "Absolute path of the socket. Empty: control.sock in the gateway's data folder, in Kura"
              + " meterway/control.sock in Kura's.",
      required = false)
  String path() default "";
}
