/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.EventNotification;
import org.meterway.dlms.apdu.GeneralGloCiphering;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** The meter sends what nobody has asked for: in associations and to whoever listens. */
class PushTest {
  private static final AttributeReference DESTINATION =
      AttributeReference.of("40:0.0.25.9.0.255:3");

  private static DlmsClientOptions.Builder manager(List<Apdu> received) {
    return TestMeters.options(1)
        .authentication(Mechanism.LOW, TestMeters.SECRET)
        .listener(received::add);
  }

  @ParameterizedTest
  @EnumSource(
      value = TestMeters.Line.class,
      names = {"TCP", "UDP", "HDLC"})
  void anAssociationIsToldOfThePushSetup(TestMeters.Line line) throws IOException {
    List<Apdu> received = new ArrayList<>();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, line, manager(received).build())) {
      client.call(TestMeters.method(40, "0.0.25.9.0.255", 1), Data.int8(0));
      assertTrue(client.listen(Duration.ofSeconds(5)));
      DataNotification push = assertInstanceOf(DataNotification.class, received.get(0));
      assertEquals(TestMeters.ENERGY_AT_START, push.body().elements().get(3).asLong());
    }
  }

  @Test
  void anAssociationIsToldOfEvents() throws IOException {
    List<Apdu> received = new ArrayList<>();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, manager(received).build())) {
      EventNotification event = new EventNotification(null, TestMeters.ENERGY, Data.unsigned32(7));
      assertEquals(1, meter.notify(1, event));
      assertEquals(0, meter.notify(16, event));
      assertTrue(client.listen(Duration.ofSeconds(5)));
      assertEquals(event, received.get(0));
      assertEquals(1, meter.push(1));
      assertTrue(client.listen(Duration.ofSeconds(5)));
      assertInstanceOf(DataNotification.class, received.get(1));
    }
  }

  @Test
  void aPushThatIsTooLongComesInBlocks() throws IOException {
    List<Apdu> received = new ArrayList<>();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, manager(received).maxPduSize(100).build())) {
      DataNotification push = new DataNotification(1, new byte[0], Data.octets(new byte[1000]));
      assertEquals(1, meter.notify(1, push));
      assertTrue(client.listen(Duration.ofSeconds(5)));
      assertEquals(push, received.get(0));
    }
  }

  @Test
  void aCipheredAssociationIsToldInCipher() throws IOException {
    List<Apdu> received = new ArrayList<>();
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    DlmsClientOptions options =
        TestMeters.ciphering(
                keys.ring(),
                SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION),
                InvocationCounters.inMemory(1))
            .listener(received::add)
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build());
        DlmsClient client = TestMeters.open(meter, options)) {
      client.get(TestMeters.ENERGY);
      assertEquals(1, meter.push(1));
      assertTrue(client.listen(Duration.ofSeconds(5)));
      assertInstanceOf(DataNotification.class, received.get(0));
    }
  }

  @Test
  void aPushGoesToItsDestinationOverTcp() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      listener.setSoTimeout(5000);
      send(client, 0, listener.getLocalPort());
      try (Socket socket = listener.accept()) {
        byte[] frame = new DataInputStream(socket.getInputStream()).readAllBytes();
        Apdu push = ApduCodec.decode(frame, 8, frame.length - 8);
        assertInstanceOf(DataNotification.class, push);
      }
    }
  }

  @Test
  void aPushGoesToItsDestinationOverUdp() throws Exception {
    try (DatagramSocket listener = new DatagramSocket(TestMeters.anyPort());
        DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.manager(meter)) {
      listener.setSoTimeout(5000);
      send(client, 1, listener.getLocalPort());
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      listener.receive(packet);
      Apdu push = ApduCodec.decode(packet.getData(), 8, packet.getLength() - 8);
      assertInstanceOf(DataNotification.class, push);
    }
  }

  private static void send(DlmsClient client, int transport, int port) throws IOException {
    client.set(
        DESTINATION,
        Data.structure(
            Data.enumeration(transport),
            Data.octets(("127.0.0.1:" + port).getBytes()),
            Data.enumeration(0)));
    client.call(TestMeters.method(40, "0.0.25.9.0.255", 1), Data.int8(0));
  }

  @Test
  void aProgramPushesInCipherToWhoeverListens() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build())) {
      listener.setSoTimeout(5000);
      SecurityPolicy how =
          SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION).in(Envelope.GENERAL_GLOBAL);
      meter.notify(
          TestMeters.at(listener.getLocalPort()),
          false,
          16,
          how,
          new DataNotification(1, new byte[0], Data.unsigned8(5)));
      try (Socket socket = listener.accept()) {
        byte[] frame = new DataInputStream(socket.getInputStream()).readAllBytes();
        byte[] apdu = Arrays.copyOfRange(frame, 8, frame.length);
        assertInstanceOf(GeneralGloCiphering.class, ApduCodec.decode(apdu));
      }
    }
  }
}
