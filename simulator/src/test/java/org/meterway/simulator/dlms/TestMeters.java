/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.ByteLines;
import org.meterway.dlms.transport.HdlcOptions;
import org.meterway.dlms.transport.SignOnOptions;
import org.meterway.dlms.transport.Transports;
import org.meterway.dlms.transport.WrapperOptions;

/** Meters whose time stands still, and clients of them. */
final class TestMeters {
  static final byte[] SECRET = "12345678".getBytes(StandardCharsets.US_ASCII);
  static final byte[] CLIENT_TITLE = {'C', 'L', 'I', 0, 0, 0, 0, 1};
  static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  static final AttributeReference OBJECTS = AttributeReference.of("15:0.0.40.0.0.255:2");
  static final AttributeReference WRITABLE = AttributeReference.of("1:0.0.96.1.1.255:2");
  static final AttributeReference PROFILE = AttributeReference.of("7:1.0.99.1.0.255:2");
  static final long ENERGY_AT_START = 12_345_678;

  /** How a client speaks to a meter. */
  enum Line {
    TCP,
    UDP,
    HDLC,
    MODE_E
  }

  private TestMeters() {}

  static InetSocketAddress anyPort() {
    return at(0);
  }

  static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Listens everywhere; its time is noon of a day in 2026 for ever. */
  static DlmsMeterOptions.Builder usual() {
    return DlmsMeterOptions.builder()
        .tcp(anyPort())
        .udp(anyPort())
        .tcpHdlc(anyPort())
        .tcpModeE(anyPort())
        .profileRows(100)
        .clock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
  }

  static ApduTransport transport(DlmsTestMeter meter, Line line, int client) {
    Duration patience = Duration.ofSeconds(5);
    HdlcOptions hdlc =
        HdlcOptions.of(client, HdlcAddress.server(1))
            .withTimeouts(Duration.ofMillis(500), Duration.ofMillis(300));
    return switch (line) {
      case TCP -> Transports.tcpWrapper(at(meter.tcpPort()), client, 1, WrapperOptions.defaults());
      case UDP -> Transports.udpWrapper(at(meter.udpPort()), client, 1, WrapperOptions.defaults());
      case HDLC -> Transports.hdlc(ByteLines.tcp(at(meter.tcpHdlcPort()), patience), hdlc);
      case MODE_E ->
          Transports.modeE(
              ByteLines.tcp(at(meter.tcpModeEPort()), patience), SignOnOptions.defaults(), hdlc);
    };
  }

  static DlmsClientOptions.Builder options(int client) {
    return DlmsClientOptions.builder().client(client).responseTimeout(Duration.ofSeconds(5));
  }

  static DlmsClient open(DlmsTestMeter meter, DlmsClientOptions options) throws IOException {
    return open(meter, Line.TCP, options);
  }

  static DlmsClient open(DlmsTestMeter meter, Line line, DlmsClientOptions options)
      throws IOException {
    return DlmsClient.open(transport(meter, line, options.client()), options);
  }

  /** The management client, by its password. */
  static DlmsClient manager(DlmsTestMeter meter) throws IOException {
    return open(meter, options(1).authentication(Mechanism.LOW, SECRET).build());
  }

  /** The management client by GMAC, ciphering as told. */
  static DlmsClientOptions.Builder ciphering(
      KeyRing ring, SecurityPolicy policy, InvocationCounters counters) {
    return options(1)
        .authentication(Mechanism.HIGH_GMAC)
        .security(ring, policy)
        .systemTitle(CLIENT_TITLE)
        .counters(counters);
  }

  /** A meter's and a client's keys that fit each other. */
  record Keys(MeterKeys meter, KeyPair clientSigning, KeyPair clientAgreement) {
    static Keys of(SecuritySuite suite) {
      MeterKeys meter = MeterKeys.usual(suite);
      if (!suite.hasPublicKeys()) {
        return new Keys(meter, null, null);
      }
      KeyPair signing = Certificates.generate(suite);
      KeyPair agreement = Certificates.generate(suite);
      meter.signing(Certificates.generate(suite)).agreement(Certificates.generate(suite));
      meter.clientSigning(signing.getPublic()).clientAgreement(agreement.getPublic());
      return new Keys(meter, signing, agreement);
    }

    /** The client's. */
    KeyRing ring() {
      KeyRing ring = new KeyRing(meter.suite());
      for (KeyId id : KeyId.values()) {
        ring.set(id, meter.get(id));
      }
      if (clientSigning != null) {
        ring.signingKey(clientSigning.getPrivate());
        ring.agreementKey(clientAgreement.getPrivate());
        ring.peerSigningKey(meter.signing().getPublic());
        ring.peerAgreementKey(meter.agreement().getPublic());
      }
      return ring;
    }
  }

  static MethodReference method(int classId, String name, int method) {
    return new MethodReference(classId, Obis.of(name), method);
  }
}
