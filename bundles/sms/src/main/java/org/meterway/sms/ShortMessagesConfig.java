/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user sets; {@link SmsOptions} is what becomes of it. */
@ObjectClassDefinition(
    id = ShortMessagesComponent.PID,
    name = "Meterway short messages",
    description =
        "Short messages over a modem: sent for other bundles, told to listeners, and commands from"
            + " authorised numbers.")
@interface ShortMessagesConfig {
  // No default: an absent target must not become the filter "" of the reference.
  @AttributeDefinition(
      name = "Modem",
      description = "LDAP filter of the modem, such as (kura.service.pid=lte).",
      required = false)
  String Modem_target();

  @AttributeDefinition(
      name = "Mode",
      description = "How the modem shows and takes messages. Text only where it has no PDU mode.",
      options = {@Option(label = "PDU", value = "PDU"), @Option(label = "Text", value = "TEXT")})
  String mode() default "PDU";

  @AttributeDefinition(
      name = "Memory",
      description = "Where the modem keeps messages that came.",
      options = {
        @Option(label = "Where it does already", value = "AS_IS"),
        @Option(label = "SIM card (SM)", value = "SM"),
        @Option(label = "Modem (ME)", value = "ME")
      })
  String storage() default "AS_IS";

  @AttributeDefinition(
      name = "Poll interval (s)",
      description =
          "How often the modem's memory is looked into, besides when the modem says that a message"
              + " came.",
      min = "10",
      max = "3600")
  int pollSeconds() default 60;

  @AttributeDefinition(
      name = "Wait for parts (min)",
      description = "How long parts of a long message wait for the others; then they are deleted.",
      min = "1",
      max = "10080")
  int partsTimeoutMinutes() default 60;

  @AttributeDefinition(
      name = "Queue limit",
      description = "Messages that may wait for being sent; further ones are refused.",
      min = "1",
      max = "1000")
  int queueLimit() default 32;

  @AttributeDefinition(
      name = "Messages an hour",
      description =
          "How many are sent within an hour at most, each part of a long one counted. The others"
              + " wait.",
      min = "1",
      max = "1000")
  int perHour() default 30;

  @AttributeDefinition(
      name = "Retries",
      description = "How often a message is tried again that the modem did not send.",
      min = "0",
      max = "10")
  int retries() default 3;

  @AttributeDefinition(
      name = "Give up after (min)",
      description = "How long a message waits for being sent, as while there is no network.",
      min = "1",
      max = "10080")
  int giveUpMinutes() default 60;

  @AttributeDefinition(
      name = "Authorised numbers",
      description =
          "Whose commands are executed, such as +491701234567. Empty: nobody's. A sender's number"
              + " can be forged: set a secret as well.",
      cardinality = 10,
      required = false)
  String[] authorizedNumbers() default {};

  @AttributeDefinition(
      name = "Commands",
      description =
          "What may be asked for by a short message: some of status, reconnect, restart. Empty:"
              + " nothing.",
      cardinality = 3,
      required = false)
  String[] commands() default {};

  @AttributeDefinition(
      name = "Secret",
      description =
          "One word of 4 to 32 characters with which each command must begin, as in: WORD status."
              + " Empty for none. Stored encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String secret() default "";
}
