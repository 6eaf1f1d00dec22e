/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user sets; {@link ManagerOptions} is what becomes of it. */
@ObjectClassDefinition(
    id = ModemManagerComponent.PID,
    name = "Meterway modem of ModemManager",
    description =
        "A mobile modem that ModemManager looks after: its SIM card, registration and signal, and a"
            + " recovery that disables and enables it, or resets it.")
@interface ModemManagerConfig {
  @AttributeDefinition(
      name = "Modem",
      description =
          "Which one: any, an index as mmcli -L shows it, a path such as"
              + " /org/freedesktop/ModemManager1/Modem/0, or an IMEI. An index changes when the modem"
              + " is plugged in again.")
  String modem() default "any";

  @AttributeDefinition(name = "Program", description = "The absolute path of mmcli.")
  String mmcli() default "/usr/bin/mmcli";

  @AttributeDefinition(
      name = "Poll interval (s)",
      description = "How often SIM card, registration, signal and operator are asked for.",
      min = "5",
      max = "3600")
  int pollSeconds() default 60;

  @AttributeDefinition(
      name = "Time limit (s)",
      description = "How long a call of mmcli may take.",
      min = "1",
      max = "300")
  int limitSeconds() default 30;

  @AttributeDefinition(
      name = "Recovery",
      description = "What the recovery does.",
      options = {
        @Option(label = "Disable the modem, wait, enable it", value = "DISABLE_ENABLE"),
        @Option(label = "Reset the modem", value = "RESET")
      })
  String cycle() default "DISABLE_ENABLE";

  @AttributeDefinition(
      name = "Radio off (s)",
      description = "How long the recovery leaves the modem disabled.",
      min = "1",
      max = "300")
  int radioOffSeconds() default 5;

  @AttributeDefinition(
      name = "Recovery action",
      description =
          "Name by which the network watch finds the recovery of this modem. Empty for none.",
      required = false)
  String actionName() default "modem-radio";

  @AttributeDefinition(
      name = "Answer meters",
      description =
          "Whether a meter that asks for the link quality (0x8003) or the module state (0x8002) gets"
              + " this modem's, when nobody else answers. Of several modems let one answer.")
  boolean parameters() default true;
}
