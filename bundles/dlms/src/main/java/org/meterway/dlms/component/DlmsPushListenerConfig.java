/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user sets; {@link PushListenerOptions} is what becomes of it. */
@ObjectClassDefinition(
    id = DlmsPushListenerComponent.PID,
    name = "Meterway DLMS push listener",
    description =
        "Hears what meters push over DLMS/COSEM: over the network, a serial port as the customer"
            + " ports of meters are, or the transparent data of a link.")
@interface DlmsPushListenerConfig {
  @AttributeDefinition(
      name = "Listen to",
      description = "Where meters push to.",
      options = {
        @Option(label = "TCP connections", value = "TCP"),
        @Option(label = "UDP datagrams", value = "UDP"),
        @Option(label = "A serial port", value = "PORT"),
        @Option(label = "The transparent data of a link (0x2100)", value = "LINK")
      })
  String source() default "TCP";

  @AttributeDefinition(
      name = "Host",
      description =
          "TCP and UDP: the address of this gateway to listen at. 0.0.0.0 is all of them; 127.0.0.1"
              + " is reached from the gateway alone.",
      required = false)
  String host() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description = "TCP and UDP: the port to listen at. 0 for any that is free.",
      min = "0",
      max = "65535")
  int port() default 4059;

  // No defaults: an absent target must not become the filter "" of the reference.
  @AttributeDefinition(
      name = "Port of the meter",
      description =
          "LDAP filter of the serial port to listen to, such as (kura.service.pid=meter1), where"
              + " that is chosen above.",
      required = false)
  String MeterPort_target();

  @AttributeDefinition(
      name = "Link of the meter",
      description =
          "LDAP filter of the link to listen to, such as (kura.service.pid=meter1), where that is"
              + " chosen above. Its transparent data comes here and not to its head end.",
      required = false)
  String MeterLink_target();

  @AttributeDefinition(
      name = "Head end",
      description =
          "LDAP filter of the head end that each telegram is sent to as a JSON object in a line,"
              + " such as (kura.service.pid=hes). Empty: to none.",
      required = false)
  String HeadEnd_target();

  @AttributeDefinition(
      name = "Security suite",
      description = "Decides the length of the keys.",
      options = {
        @Option(label = "0 (AES-128)", value = "0"),
        @Option(label = "1 (AES-128 and P-256)", value = "1"),
        @Option(label = "2 (AES-256 and P-384)", value = "2")
      })
  int suite() default 0;

  @AttributeDefinition(
      name = "Encryption key",
      description =
          "Of all meters that the file of keys does not name: 32 hex digits, in suite 2 64. Stored"
              + " encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String encryptionKey() default "";

  @AttributeDefinition(
      name = "Authentication key",
      description =
          "Belongs to that encryption key. Without it telegrams are read, but their sender is not"
              + " proved. Stored encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String authenticationKey() default "";

  @AttributeDefinition(
      name = "File of keys",
      description =
          "A file with a line for each meter: its system title, its encryption key and, if it is"
              + " known, its authentication key, in hex digits with spaces between. It is read anew"
              + " when it was changed. Keep it readable for the gateway alone.",
      required = false)
  String keysFile() default "";

  @AttributeDefinition(
      name = "Answer",
      description =
          "TCP: acknowledge blocks, and confirm what asks for it, after the consumers and the head end were told.")
  boolean answer() default false;

  @AttributeDefinition(
      name = "Pause between telegrams (ms)",
      description = "A line that is silent for so long is between two telegrams.",
      min = "20",
      max = "60000")
  int pauseMs() default 500;

  @AttributeDefinition(
      name = "Idle time-out (s)",
      description = "TCP: a connection that is silent for so long is closed.",
      min = "1",
      max = "86400")
  int idleSeconds() default 600;

  @AttributeDefinition(
      name = "Most connections",
      description = "TCP: at the same time; more are closed at once.",
      min = "1",
      max = "1000")
  int maxConnections() default 64;
}
