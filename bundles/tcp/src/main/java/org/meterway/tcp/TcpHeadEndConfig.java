/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of a TCP head end. */
@ObjectClassDefinition(
    id = TcpHeadEnd.PID,
    name = "Meterway TCP head end",
    description = "A TCP connection to the head end of the utility, kept up by reconnecting.")
@interface TcpHeadEndConfig {
  @AttributeDefinition(name = "Host", description = "Name or address of the head end.")
  String host();

  @AttributeDefinition(
      name = "Port",
      description = "TCP port of the head end.",
      min = "1",
      max = "65535")
  int port();

  @AttributeDefinition(
      name = "Connect time-out (ms)",
      description = "How long to wait for a connection, for each address of the host.",
      min = "100",
      max = "300000")
  int connectTimeoutMs() default 5000;

  @AttributeDefinition(
      name = "TCP keepalive (s)",
      description =
          "Idle time before, and interval between, keepalive probes; three lost ones end the"
              + " connection. 0 turns keepalive off.",
      min = "0",
      max = "32767")
  int keepAliveSeconds() default 5;

  @AttributeDefinition(
      name = "First reconnect delay (ms)",
      description =
          "Wait before the first attempt to reconnect. It doubles with each further attempt, and"
              + " each wait varies by 20 % either way.",
      min = "10",
      max = "3600000")
  int reconnectMinMs() default 1000;

  @AttributeDefinition(
      name = "Largest reconnect delay (ms)",
      description = "The delay doubles up to this value.",
      min = "10",
      max = "3600000")
  int reconnectMaxMs() default 60000;

  @AttributeDefinition(
      name = "Wait for the network",
      description =
          "Whether the first attempt to connect after a start waits until the network watch has"
              + " found the network. Without a network watch it waits for five seconds.",
      required = false)
  boolean waitForNetwork() default false;

  @AttributeDefinition(
      name = "Registration packet",
      description =
          "Sent first on each connection; empty for none. Hex digits behind hex: (hex:7E01FF), or a"
              + " text in UTF-8 with the escapes \\r \\n \\t \\\\ and \\xHH; \\{secret} stands for the"
              + " secret. A change takes effect at the next connection, one of the secret at once.",
      required = false)
  String registration() default "";

  @AttributeDefinition(
      name = "Heartbeat packet",
      description =
          "Sent when nothing was sent for a while; empty for none. Written as the registration"
              + " packet is. The protocol of confirmed delivery has a heartbeat of its own.",
      required = false)
  String heartbeat() default "";

  @AttributeDefinition(
      name = "Secret",
      description =
          "What \\{secret} in the registration and heartbeat packets stands for, such as the password"
              + " of a login. Stored encrypted, never shown and never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String secret() default "";

  @AttributeDefinition(
      name = "Heartbeat interval (s)",
      description =
          "How long nothing was sent before the heartbeat packet is, or the PING of the protocol of"
              + " confirmed delivery.",
      min = "1",
      max = "86400")
  int heartbeatSeconds() default 30;

  @AttributeDefinition(
      name = "Idle time-out (s)",
      description =
          "The connection is taken for dead and made anew when nothing was received for so long."
              + " Only for head ends that send regularly. 0 turns it off.",
      min = "0",
      max = "86400")
  int idleTimeoutSeconds() default 0;

  @AttributeDefinition(
      name = "Write stall time-out (s)",
      description =
          "The connection is taken for dead and made anew when for so long nothing of what waits"
              + " went out, or the other side acknowledged nothing of it. 0 turns it off.",
      min = "0",
      max = "86400")
  int writeStallSeconds() default 30;

  @AttributeDefinition(
      name = "Delivery",
      description =
          "When a payload counts as delivered and leaves the queue. Written: at least once as long"
              + " as the head end reads what its system has received. Confirmed: at least once"
              + " whatever happens, and exactly once with the protocol and a head end that drops"
              + " repeated numbers.",
      options = {
        @Option(label = "Written to the connection", value = "WRITTEN"),
        @Option(label = "Confirmed by the head end", value = "CONFIRMED")
      })
  String delivery() default "WRITTEN";

  @AttributeDefinition(
      name = "Resend window (bytes)",
      description =
          "How many bytes of sent payloads are kept to be sent again when the connection breaks, and"
              + " the most that are unconfirmed at a time.",
      min = "262144",
      max = "67108864")
  int resendWindowBytes() default 512 * 1024;

  @AttributeDefinition(
      name = "Resend time (s)",
      description =
          "Written: for how long what was sent is kept to be sent again, although the TCP of the"
              + " other side has it: the head end may end without having read it. 0: until its TCP"
              + " has it.",
      min = "0",
      max = "3600")
  int resendSeconds() default 10;

  @AttributeDefinition(
      name = "Confirmation pattern",
      description =
          "Confirmed: what the head end answers to each payload, written as the registration packet"
              + " is; it is not passed on to the meters. Empty: the protocol of numbered frames, in"
              + " which both sides speak.",
      required = false)
  String confirmationPattern() default "";

  @AttributeDefinition(
      name = "Confirmation window (payloads)",
      description =
          "Confirmed: how many payloads are on their way without a confirmation. 0: 1 with a"
              + " pattern, 256 with the protocol.",
      min = "0",
      max = "10000")
  int confirmationWindow() default 0;

  @AttributeDefinition(
      name = "Confirmation time-out (s)",
      description =
          "Confirmed: the connection is taken for dead and made anew when payloads are on their way"
              + " and none was confirmed for so long.",
      min = "1",
      max = "3600")
  int confirmationTimeoutSeconds() default 30;

  @AttributeDefinition(
      name = "Settable parameters",
      description =
          "The parameters of meters (0x2200) that the head end may set by a request of the protocol,"
              + " such as 0x8002, 0x2801. Empty: none.",
      required = false)
  String settableParameters() default "";

  @AttributeDefinition(
      name = "Downlink limit (bytes per second)",
      description =
          "How fast bytes for the meters are taken; beyond it the head end has to wait. 0: no limit.",
      min = "0",
      max = "1000000000")
  int downlinkBytesPerSecond() default 0;

  @AttributeDefinition(
      name = "Longest downlink payload (bytes)",
      description =
          "With the protocol of numbered frames: a longer payload for the meters ends the connection.",
      min = "64",
      max = "16777216")
  int downlinkMaxBytes() default 64 * 1024;

  @AttributeDefinition(
      name = "Queue limit (bytes)",
      description = "The most bytes that wait for the head end, and the longest payload.",
      min = "1024",
      max = "1099511627776")
  long queueMaxBytes() default 128L * 1024 * 1024;

  @AttributeDefinition(
      name = "Queue limit (payloads)",
      description = "The most payloads that wait for the head end.",
      min = "1",
      max = "10000000")
  int queueMaxPayloads() default 1_000_000;

  @AttributeDefinition(
      name = "Queue age limit (hours)",
      description =
          "Payloads that waited longer, in time that the gateway ran, are dropped and counted. 0: no"
              + " limit.",
      min = "0",
      max = "87600")
  int queueMaxAgeHours() default 0;

  @AttributeDefinition(
      name = "Queue overflow",
      description = "What gives way when the queue is full. Each is counted.",
      options = {
        @Option(label = "Drop the oldest payload", value = "DROP_OLDEST"),
        @Option(label = "Refuse the newest payload", value = "DROP_NEWEST"),
        @Option(label = "Hold back the meters", value = "HOLD_BACK")
      })
  String overflow() default "DROP_OLDEST";

  @AttributeDefinition(
      name = "Security",
      description =
          "TLS encrypts the connection and always checks the certificate of the head end. NONE sends"
              + " everything in clear.",
      options = {
        @Option(label = "None, in clear", value = "NONE"),
        @Option(label = "TLS", value = "TLS")
      })
  String security() default "NONE";

  @AttributeDefinition(
      name = "TLS versions",
      description = "The newest one that the head end speaks, too, is taken.",
      options = {
        @Option(label = "TLS 1.2 and 1.3", value = "TLS12_TLS13"),
        @Option(label = "TLS 1.3 only", value = "TLS13")
      })
  String tlsVersions() default "TLS12_TLS13";

  @AttributeDefinition(
      name = "TLS: trusted certificates",
      description =
          "File with the certificates that the certificate of the head end is checked with: PEM with"
              + " one or more, or PKCS#12. Empty: those that this Java trusts. Renewed files count"
              + " from the next connection on.",
      required = false)
  String tlsTrust() default "";

  @AttributeDefinition(
      name = "TLS: own certificate",
      description =
          "File with the certificate that is shown to a head end that asks for one, with those of its"
              + " issuers behind it: PEM or PKCS#12. Empty: none.",
      required = false)
  String tlsCertificate() default "";

  @AttributeDefinition(
      name = "TLS: own private key",
      description =
          "PEM file with the private key of the own certificate: PKCS#8, encrypted PKCS#8, RSA or EC."
              + " Empty: the key is in the file with the certificate.",
      required = false)
  String tlsKey() default "";

  @AttributeDefinition(
      name = "TLS: password",
      description =
          "Password of the private key or of the PKCS#12 files. Stored encrypted, never shown and"
              + " never logged.",
      type = AttributeType.PASSWORD,
      required = false)
  String tlsPassword() default "";

  @AttributeDefinition(
      name = "TLS: name of the server",
      description =
          "The name that the certificate of the head end must have, where it is not that of the host;"
              + " also asked for by SNI. Empty: the host.",
      required = false)
  String tlsServerName() default "";

  // No default: an absent target must not become the filter "" of the reference.
  @AttributeDefinition(
      name = "TLS: keystore",
      description =
          "In Kura: LDAP filter of the keystore that takes the place of the files, such as"
              + " (kura.service.pid=SSLKeystore). Empty: the files above.",
      required = false)
  String TlsIdentity_target();
}
