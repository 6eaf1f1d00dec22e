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

/** What a user sets; {@link MeterOptions} is what becomes of it. */
@ObjectClassDefinition(
    id = DlmsMeterComponent.PID,
    name = "Meterway DLMS meter",
    description =
        "A meter that is read over DLMS/COSEM. It is reached by one of address, port and link;"
            + " the connection is made when somebody reads.")
@interface DlmsMeterConfig {
  @AttributeDefinition(
      name = "Address",
      description =
          "Where the meter is: tcp://HOST:PORT or udp://HOST:PORT, such as tcp://10.0.0.5:4059."
              + " Empty where a port or a link is chosen.",
      required = false)
  String uri() default "";

  // No defaults: an absent target must not become the filter "" of the reference.
  @AttributeDefinition(
      name = "Port of the meter",
      description =
          "LDAP filter of a serial port that speaks DLMS without Meterway's frames, such as"
              + " (kura.service.pid=meter1): 8 data bits without parity, at the speed of the meter.",
      required = false)
  String MeterPort_target();

  @AttributeDefinition(
      name = "Link of the meter",
      description =
          "LDAP filter of a link whose meter speaks DLMS in its transparent data (0x2100), such as"
              + " (kura.service.pid=meter1). While there is an association, this data comes here and"
              + " not to the head end.",
      required = false)
  String MeterLink_target();

  @AttributeDefinition(
      name = "Framing",
      description = "What APDUs travel in. Over UDP it is the wrapper.",
      options = {
        @Option(label = "WRAPPER (IEC 62056-47)", value = "WRAPPER"),
        @Option(label = "HDLC (IEC 62056-46)", value = "HDLC"),
        @Option(label = "MODE E sign-on (IEC 62056-21), then HDLC", value = "MODE_E")
      })
  String framing() default "WRAPPER";

  @AttributeDefinition(
      name = "Client",
      description =
          "Address of the client: 16 is the public one. It decides what the meter lets do. HDLC"
              + " has 1 to 127.",
      min = "1",
      max = "65535")
  int client() default 16;

  @AttributeDefinition(
      name = "Logical device",
      description = "Address of the logical device: 1 is the management one. HDLC has up to 16383.",
      min = "0",
      max = "65535")
  int server() default 1;

  @AttributeDefinition(
      name = "Physical address",
      description =
          "HDLC only: the address of the meter among several on a line. 0 for none: then one octet"
              + " is sent for the logical device alone.",
      min = "0",
      max = "16383")
  int physical() default 0;

  @AttributeDefinition(
      name = "Sign-on speed (bit/s)",
      description =
          "Mode E only: the speed of the line. A port of the gateway does not change its speed, so"
              + " it is kept for the whole session.",
      min = "300",
      max = "115200")
  int signOnBaudRate() default 300;

  @AttributeDefinition(
      name = "Naming",
      description = "How the meter names its objects.",
      options = {
        @Option(label = "Logical names", value = "LN"),
        @Option(label = "Short names", value = "SN")
      })
  String referencing() default "LN";

  @AttributeDefinition(
      name = "Authentication",
      description = "How the client says who it is.",
      options = {
        @Option(label = "None", value = "NONE"),
        @Option(label = "Password (low level security)", value = "LOW"),
        @Option(label = "The manufacturer's own (HLS 2)", value = "HIGH"),
        @Option(label = "MD5 (HLS 3)", value = "HIGH_MD5"),
        @Option(label = "SHA-1 (HLS 4)", value = "HIGH_SHA1"),
        @Option(label = "GMAC (HLS 5)", value = "HIGH_GMAC"),
        @Option(label = "SHA-256 (HLS 6)", value = "HIGH_SHA256"),
        @Option(label = "ECDSA (HLS 7), in suite 1 or 2", value = "HIGH_ECDSA")
      })
  String authentication() default "NONE";

  @AttributeDefinition(
      name = "Secret",
      description =
          "The password, or the secret of high level security; octets as 0x3132. Not for GMAC"
              + " and ECDSA, which have the keys. Stored encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String secret() default "";

  @AttributeDefinition(
      name = "Ciphering",
      description = "How requests are protected. Answers must be protected no less.",
      options = {
        @Option(label = "None", value = "NONE"),
        @Option(label = "Authenticated", value = "AUTHENTICATION"),
        @Option(label = "Encrypted", value = "ENCRYPTION"),
        @Option(label = "Authenticated and encrypted", value = "AUTHENTICATED_ENCRYPTION")
      })
  String ciphering() default "NONE";

  @AttributeDefinition(
      name = "Ciphered APDUs",
      description = "The key and the form of ciphered APDUs.",
      options = {
        @Option(label = "Global key (glo-)", value = "GLOBAL"),
        @Option(label = "Dedicated key (ded-)", value = "DEDICATED"),
        @Option(label = "General with global key", value = "GENERAL_GLOBAL"),
        @Option(label = "General with dedicated key", value = "GENERAL_DEDICATED"),
        @Option(label = "General ciphering", value = "GENERAL_CIPHERING")
      })
  String envelope() default "GLOBAL";

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
      name = "System title",
      description =
          "Of this client: 16 hex digits. For ciphering, GMAC, SHA-256 and ECDSA; nobody else may"
              + " use it with the same keys.",
      required = false)
  String systemTitle() default "";

  @AttributeDefinition(
      name = "System title of the meter",
      description = "16 hex digits; any other meter is refused then. Empty: whichever answers.",
      required = false)
  String meterTitle() default "";

  @AttributeDefinition(
      name = "Encryption key",
      description =
          "Global unicast encryption key: 32 hex digits, in suite 2 64. Stored encrypted,"
              + " never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String encryptionKey() default "";

  @AttributeDefinition(
      name = "Authentication key",
      description = "32 hex digits, in suite 2 64. Stored encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String authenticationKey() default "";

  @AttributeDefinition(
      name = "Signing key file",
      description =
          "For ECDSA: the client's private key of P-256 (suite 1) or P-384 (suite 2), a PEM file"
              + " with BEGIN PRIVATE KEY. It is read at each association.",
      required = false)
  String signingKeyFile() default "";

  @AttributeDefinition(
      name = "Meter key file",
      description =
          "For ECDSA: what the signatures of the meter are verified with, a PEM file with its"
              + " certificate or public key.",
      required = false)
  String meterKeyFile() default "";

  @AttributeDefinition(
      name = "Invocation counter of the meter",
      description =
          "Read as the public client before the first association with a new invocation counter,"
              + " such as 1:0.0.43.1.0.255:2: for keys that others have used before. Empty: the"
              + " counter begins at 1, and goes on where it was after a restart.",
      required = false)
  String counterObject() default "";

  @AttributeDefinition(
      name = "Connect time-out (ms)",
      description = "How long to wait for a TCP connection.",
      min = "100",
      max = "300000")
  int connectTimeoutMs() default 10000;

  @AttributeDefinition(
      name = "Answer time-out (ms)",
      description = "How long an answer may take.",
      min = "100",
      max = "600000")
  int responseTimeoutMs() default 10000;

  @AttributeDefinition(
      name = "Time-out within a frame (ms)",
      description = "HDLC only: how long a frame may pause between two bytes.",
      min = "10",
      max = "60000")
  int interOctetTimeoutMs() default 500;

  @AttributeDefinition(
      name = "Retries",
      description =
          "How often what is safe to repeat is repeated when no answer comes: frames of HDLC, and"
              + " reading over UDP.",
      min = "0",
      max = "10")
  int retries() default 1;

  @AttributeDefinition(
      name = "Longest APDU (bytes)",
      description = "What the client takes in one piece; longer answers come in blocks.",
      min = "64",
      max = "65535")
  int pduSize() default 65535;

  @AttributeDefinition(
      name = "Keep the association (s)",
      description =
          "How long the association is kept when nobody reads. 0 ends it after each request.",
      min = "0",
      max = "86400")
  int idleSeconds() default 30;

  @AttributeDefinition(
      name = "Wait for the meter (s)",
      description = "How long a request waits while others use the meter.",
      min = "1",
      max = "3600")
  int waitSeconds() default 30;

  @AttributeDefinition(
      name = "Longest request (s)",
      description = "A request that takes longer is given up, and the connection with it.",
      min = "1",
      max = "86400")
  int requestSeconds() default 300;

  @AttributeDefinition(
      name = "Pause after a failure (s)",
      description =
          "After an association that could not be made, requests fail at once for so long: so that"
              + " a wrong password does not lock the meter. 0 for none.",
      min = "0",
      max = "3600")
  int retryDelaySeconds() default 5;
}
