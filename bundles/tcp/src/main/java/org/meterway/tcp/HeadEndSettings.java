/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/**
 * A valid configuration of a TCP head end. Immutable.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param connectTimeoutMs milliseconds for each address
 * @param keepAliveSeconds idle time before TCP keepalive probes; 0 is off
 * @param reconnectMinMs first delay before a new attempt
 * @param reconnectMaxMs the delay doubles up to this
 * @param registration first packet of each connection; may be empty
 * @param heartbeat packet for idle times; may be empty
 * @param heartbeatSeconds how long nothing was sent before a heartbeat is
 * @param idleTimeoutSeconds how long nothing may be received; 0 is off
 * @param writeStallSeconds how long waiting bytes may make no progress; 0 is off
 * @param queueLimits how much waits at most
 * @param tls how the connection is secured; empty for one in clear
 */
record HeadEndSettings(
    String host,
    int port,
    int connectTimeoutMs,
    int keepAliveSeconds,
    int reconnectMinMs,
    int reconnectMaxMs,
    Packet registration,
    Packet heartbeat,
    int heartbeatSeconds,
    int idleTimeoutSeconds,
    int writeStallSeconds,
    QueueLimits queueLimits,
    Optional<TlsSettings> tls) {
  /** In force before the first valid configuration: payloads are kept, no connection is tried. */
  static final HeadEndSettings NONE =
      new HeadEndSettings(
          "",
          0,
          5000,
          0,
          1000,
          60_000,
          Packet.NONE,
          Packet.NONE,
          30,
          0,
          0,
          new QueueLimits(8 << 20, 100_000, Overflow.DROP_OLDEST),
          Optional.empty());

  /**
   * Checks a configuration.
   *
   * @param passwords {@code null} where passwords stand in clear
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static HeadEndSettings of(TcpHeadEndConfig config, PasswordDecoder passwords) {
    Validation check = Validation.of(TcpHeadEnd.PID);
    String host = check.required("host", config.host(), "a host name or an address");
    int port = check.range("port", config.port(), 1, 65535);
    int connectTimeoutMs = check.range("connectTimeoutMs", config.connectTimeoutMs(), 100, 300_000);
    int keepAliveSeconds = check.range("keepAliveSeconds", config.keepAliveSeconds(), 0, 32_767);
    int reconnectMinMs = check.range("reconnectMinMs", config.reconnectMinMs(), 10, 3_600_000);
    int reconnectMaxMs = check.range("reconnectMaxMs", config.reconnectMaxMs(), 10, 3_600_000);
    if (reconnectMaxMs < reconnectMinMs) {
      check.reject("reconnectMaxMs", reconnectMaxMs, "at least reconnectMinMs");
    }
    Secret secret = Secret.read(check, "secret", config.secret(), passwords);
    Packet registration = Packet.parse(check, "registration", config.registration(), secret);
    Packet heartbeat = Packet.parse(check, "heartbeat", config.heartbeat(), secret);
    int heartbeatSeconds = check.range("heartbeatSeconds", config.heartbeatSeconds(), 1, 86_400);
    int idleTimeoutSeconds =
        check.range("idleTimeoutSeconds", config.idleTimeoutSeconds(), 0, 86_400);
    int writeStallSeconds = check.range("writeStallSeconds", config.writeStallSeconds(), 0, 86_400);
    int queueMaxBytes = check.range("queueMaxBytes", config.queueMaxBytes(), 1024, 1 << 30);
    int queueMaxPayloads =
        check.range("queueMaxPayloads", config.queueMaxPayloads(), 1, 10_000_000);
    Overflow overflow = check.choice("overflow", config.overflow(), Overflow.class);
    Optional<TlsSettings> tls = TlsSettings.read(check, config, passwords);
    check.check();
    return new HeadEndSettings(
        host,
        port,
        connectTimeoutMs,
        keepAliveSeconds,
        reconnectMinMs,
        reconnectMaxMs,
        registration,
        heartbeat,
        heartbeatSeconds,
        idleTimeoutSeconds,
        writeStallSeconds,
        new QueueLimits(queueMaxBytes, queueMaxPayloads, overflow),
        tls);
  }

  /** Host and port as an operator reads them. */
  String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Whether a connection that was made with the other settings serves these as well. */
  boolean sameConnection(HeadEndSettings other) {
    boolean sameLogin = !registration.holdsSecret() || registration.equals(other.registration);
    return host.equals(other.host) && port == other.port && sameLogin && tls.equals(other.tls);
  }

  long connectTimeoutNanos() {
    return TimeUnit.MILLISECONDS.toNanos(connectTimeoutMs);
  }

  long heartbeatNanos() {
    return TimeUnit.SECONDS.toNanos(heartbeatSeconds);
  }

  long idleTimeoutNanos() {
    return TimeUnit.SECONDS.toNanos(idleTimeoutSeconds);
  }

  long writeStallNanos() {
    return TimeUnit.SECONDS.toNanos(writeStallSeconds);
  }

  long reconnectMaxNanos() {
    return TimeUnit.MILLISECONDS.toNanos(reconnectMaxMs);
  }
}
