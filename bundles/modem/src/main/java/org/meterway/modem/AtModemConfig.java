/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a user sets; {@link AtOptions} is what becomes of it. */
@ObjectClassDefinition(
    id = AtModemComponent.PID,
    name = "Meterway AT modem",
    description =
        "A mobile modem that takes AT commands on a serial port: its SIM card, registration and"
            + " signal, and a recovery that switches its radio off and on.")
@interface AtModemConfig {
  // No default: an absent target must not become the filter "" of the reference.
  @AttributeDefinition(
      name = "Port of the modem",
      description =
          "LDAP filter of the serial port that takes the commands, such as"
              + " (kura.service.pid=modem). Of a modem with several ports, one that is not used for"
              + " data; nobody else may use it.",
      required = false)
  String MeterPort_target();

  @AttributeDefinition(
      name = "PIN",
      description =
          "4 to 8 digits; empty where the SIM card wants none. Entered once: one that was refused is"
              + " not entered again. Stored encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String pin() default "";

  @AttributeDefinition(
      name = "Poll interval (s)",
      description = "How often SIM card, registration, signal and operator are asked for.",
      min = "5",
      max = "3600")
  int pollSeconds() default 60;

  @AttributeDefinition(
      name = "Answer timeout (ms)",
      description =
          "How long the modem may take to answer. Switching the radio and entering a PIN have longer"
              + " limits of their own.",
      min = "500",
      max = "60000")
  int answerTimeoutMs() default 5000;

  @AttributeDefinition(
      name = "Radio off (s)",
      description = "How long the recovery leaves the radio off.",
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
