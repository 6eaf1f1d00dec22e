/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;

/**
 * A valid configuration of a TCP head end. Immutable.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param connectTimeoutMs milliseconds for each address
 * @param keepAliveSeconds idle time before TCP keepalive probes; 0 is off
 * @param reconnectMinMs first delay before a new attempt
 * @param reconnectMaxMs the delay doubles up to this
 * @param waitForNetwork whether the first attempt waits for the network watch
 * @param registration first packet of each connection; may be empty
 * @param heartbeat packet for idle times; may be empty
 * @param heartbeatSeconds how long nothing was sent before a heartbeat is
 * @param idleTimeoutSeconds how long nothing may be received; 0 is off
 * @param writeStallSeconds how long waiting bytes may make no progress; 0 is off
 * @param delivery when a payload counts as delivered, and what comes down
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
    boolean waitForNetwork,
    Packet registration,
    Packet heartbeat,
    int heartbeatSeconds,
    int idleTimeoutSeconds,
    int writeStallSeconds,
    Delivery delivery,
    QueueLimits queueLimits,
    Optional<TlsSettings> tls) {
  private static final long MIB = 1L << 20;

  /**
   * In force before the first valid configuration: payloads are kept, no connection is tried. What
   * the queue holds from earlier times may be within the limits that are to come, and does not give
   * way.
   */
  static final HeadEndSettings NONE =
      new HeadEndSettings(
          "",
          0,
          5000,
          0,
          1000,
          60_000,
          false,
          Packet.NONE,
          Packet.NONE,
          30,
          0,
          0,
          Delivery.NONE,
          new QueueLimits(128 * MIB, 1_000_000, Duration.ZERO, Overflow.DROP_NEWEST),
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
    Delivery delivery = Delivery.of(check, config, secret);
    if (delivery.isProtocol() && !heartbeat.isEmpty()) {
      check.reject(
          "heartbeat",
          config.heartbeat(),
          "nothing, since delivery CONFIRMED without a confirmationPattern has PINGs of its own");
    }
    long queueMaxBytes = config.queueMaxBytes();
    if (queueMaxBytes < 1024 || queueMaxBytes > MIB * MIB) {
      check.reject("queueMaxBytes", queueMaxBytes, "a whole number from 1024 to " + MIB * MIB);
    }
    int queueMaxPayloads =
        check.range("queueMaxPayloads", config.queueMaxPayloads(), 1, 10_000_000);
    int queueMaxAgeHours = check.range("queueMaxAgeHours", config.queueMaxAgeHours(), 0, 87_600);
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
        config.waitForNetwork(),
        registration,
        heartbeat,
        heartbeatSeconds,
        idleTimeoutSeconds,
        writeStallSeconds,
        delivery,
        new QueueLimits(
            queueMaxBytes, queueMaxPayloads, Duration.ofHours(queueMaxAgeHours), overflow),
        tls);
  }

  /** Host and port as an operator reads them. */
  String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Whether a connection that was made with the other settings serves these as well. */
  boolean sameConnection(HeadEndSettings other) {
    boolean sameLogin = !registration.holdsSecret() || registration.equals(other.registration);
    return host.equals(other.host)
        && port == other.port
        && sameLogin
        && tls.equals(other.tls)
        && delivery.sameConnection(other.delivery);
  }

  /** Whether something is sent when nothing was for a while. */
  boolean hasHeartbeat() {
    return delivery.isProtocol() || !heartbeat.isEmpty();
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

  /**
   * When a payload counts as delivered, and what the head end may send down.
   *
   * @param confirmationPattern empty for the protocol of numbered frames
   * @param confirmationWindow the most payloads that are sent and not confirmed; at least 1
   * @param confirmationTimeoutSeconds how long no confirmation may come while some are waited for
   * @param resendWindowBytes the most bytes that are sent and kept
   * @param resendSeconds how long what was written is kept
   * @param settableParameters what the head end may set
   * @param downlinkBytesPerSecond 0 for no limit
   * @param downlinkMaxBytes the longest payload that the protocol brings down
   */
  record Delivery(
      DeliveryMode mode,
      Packet confirmationPattern,
      int confirmationWindow,
      int confirmationTimeoutSeconds,
      int resendWindowBytes,
      int resendSeconds,
      Set<Integer> settableParameters,
      int downlinkBytesPerSecond,
      int downlinkMaxBytes) {
    private static final int WINDOW_OF_PATTERN = 1;
    private static final int WINDOW_OF_PROTOCOL = 256;

    private static final Delivery NONE =
        new Delivery(
            DeliveryMode.WRITTEN, Packet.NONE, 1, 30, 512 * 1024, 10, Set.of(), 0, 64 * 1024);

    private static Delivery of(Validation check, TcpHeadEndConfig config, Secret secret) {
      DeliveryMode mode = check.choice("delivery", config.delivery(), DeliveryMode.class);
      Packet pattern =
          Packet.parse(check, "confirmationPattern", config.confirmationPattern(), secret);
      int window = check.range("confirmationWindow", config.confirmationWindow(), 0, 10_000);
      int automatic = pattern.isEmpty() ? WINDOW_OF_PROTOCOL : WINDOW_OF_PATTERN;
      return new Delivery(
          mode,
          pattern,
          window == 0 ? automatic : window,
          check.range("confirmationTimeoutSeconds", config.confirmationTimeoutSeconds(), 1, 3600),
          check.range("resendWindowBytes", config.resendWindowBytes(), 256 * 1024, 64 << 20),
          check.range("resendSeconds", config.resendSeconds(), 0, 3600),
          parameters(check, config.settableParameters()),
          check.range("downlinkBytesPerSecond", config.downlinkBytesPerSecond(), 0, 1_000_000_000),
          check.range("downlinkMaxBytes", config.downlinkMaxBytes(), 64, 16 << 20));
    }

    private static Set<Integer> parameters(Validation check, String listed) {
      Set<Integer> parameters = new TreeSet<>();
      for (String entry : (listed == null ? "" : listed).split("[,\\s]+")) {
        if (entry.isEmpty()) {
          continue;
        }
        int parameter = -1;
        try {
          parameter = Integer.decode(entry);
        } catch (NumberFormatException e) {
          // Refused below, as a number out of range is.
        }
        if (parameter < 0 || parameter > 0xFFFF) {
          check.reject(
              "settableParameters", listed, "parameters such as 0x8002, 0x2801; not " + entry);
        }
        parameters.add(parameter);
      }
      return Collections.unmodifiableSet(parameters);
    }

    /** Whether gateway and head end speak the protocol of numbered frames. */
    boolean isProtocol() {
      return mode == DeliveryMode.CONFIRMED && confirmationPattern.isEmpty();
    }

    /** For people. */
    String inWords() {
      return isProtocol()
          ? "confirmed by the protocol"
          : mode == DeliveryMode.CONFIRMED ? "confirmed by a pattern" : "written";
    }

    long confirmationNanos() {
      return TimeUnit.SECONDS.toNanos(confirmationTimeoutSeconds);
    }

    /** How many more payloads may be sent while these are not confirmed. */
    int room(int payloads, long bytes) {
      return payloads > 0 && bytes >= resendWindowBytes ? 0 : confirmationWindow - payloads;
    }

    private boolean sameConnection(Delivery other) {
      return mode == other.mode
          && resendWindowBytes == other.resendWindowBytes
          && (mode == DeliveryMode.WRITTEN || confirmationPattern.equals(other.confirmationPattern))
          && (!isProtocol() || downlinkMaxBytes == other.downlinkMaxBytes);
    }
  }
}
