/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.nio.file.Path;
import java.time.Duration;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.dlms.push.PushKeys;
import org.meterway.dlms.push.PushOptions;
import org.meterway.dlms.security.ReceivedCounters;
import org.meterway.dlms.security.SecuritySuite;

/**
 * A checked configuration of a listener to pushes.
 *
 * @param source what to listen to
 * @param host where to listen; empty unless at the network
 * @param port where to listen; 0 for any
 * @param keys of the meters
 * @param answers whether to answer over TCP
 * @param pause between two telegrams
 * @param idle of a connection, before it is closed
 * @param maxConnections at the same time
 * @param isSending whether a head end is chosen
 */
record PushListenerOptions(
    Source source,
    String host,
    int port,
    Keys keys,
    boolean answers,
    Duration pause,
    Duration idle,
    int maxConnections,
    boolean isSending) {
  /** What is listened to. */
  enum Source {
    /** Connections. */
    TCP,
    /** Datagrams. */
    UDP,
    /** A serial port. */
    PORT,
    /** The transparent data of a link. */
    LINK
  }

  /**
   * Where keys come from.
   *
   * @param suite of all of them
   * @param encryption of meters that the file does not name; none if empty
   * @param authentication belongs to it; none if empty
   * @param file of further keys; null for none
   */
  record Keys(SecuritySuite suite, Secret encryption, Secret authentication, Path file) {}

  /**
   * Checks the values.
   *
   * @param passwords {@code null} where passwords stand in clear
   * @throws InvalidConfigurationException with all that is wrong
   */
  static PushListenerOptions of(DlmsPushListenerConfig config, PasswordDecoder passwords) {
    Validation validation = Validation.of(DlmsPushListenerComponent.PID);
    Source source = validation.choice("source", config.source(), Source.class);
    boolean isNetwork = source == Source.TCP || source == Source.UDP;
    if (source == Source.PORT) {
      requireTarget(validation, "MeterPort.target", config.MeterPort_target());
    }
    if (source == Source.LINK) {
      requireTarget(validation, "MeterLink.target", config.MeterLink_target());
    }
    String host =
        isNetwork ? validation.required("host", config.host(), "an address such as 127.0.0.1") : "";
    PushListenerOptions options =
        new PushListenerOptions(
            source,
            host,
            validation.range("port", config.port(), 0, 0xFFFF),
            keys(validation, config, passwords),
            config.answer(),
            Duration.ofMillis(validation.range("pauseMs", config.pauseMs(), 20, 60_000)),
            Duration.ofSeconds(validation.range("idleSeconds", config.idleSeconds(), 1, 86_400)),
            validation.range("maxConnections", config.maxConnections(), 1, 1000),
            isGiven(config.HeadEnd_target()));
    validation.check();
    return options;
  }

  private static void requireTarget(Validation validation, String property, String value) {
    validation.required(property, value, "a filter such as (kura.service.pid=meter1)");
  }

  private static boolean isGiven(String value) {
    return value != null && !value.isBlank();
  }

  private static Keys keys(
      Validation validation, DlmsPushListenerConfig config, PasswordDecoder passwords) {
    SecuritySuite suite = MeterSecurity.suite(validation, config.suite());
    int length = suite == null ? 0 : suite.keyLength();
    Secret encryption =
        Secret.key(validation, "encryptionKey", config.encryptionKey(), passwords, length);
    Secret authentication =
        Secret.key(validation, "authenticationKey", config.authenticationKey(), passwords, length);
    if (encryption.isEmpty() && !authentication.isEmpty()) {
      validation.reject("encryptionKey", "", "a key, as there is an authenticationKey");
    }
    Path file = MeterSecurity.file(validation, "keysFile", config.keysFile());
    return new Keys(suite, encryption, authentication, file);
  }

  SharedLines.Choice choice() {
    return switch (source) {
      case TCP, UDP -> SharedLines.Choice.NONE;
      case PORT -> SharedLines.Choice.PORT;
      case LINK -> SharedLines.Choice.LINK;
    };
  }

  /** As the library takes them. */
  PushOptions toPushOptions(PushKeys known, ReceivedCounters received) {
    return new PushOptions(known, received, answers, pause, idle, maxConnections);
  }
}
