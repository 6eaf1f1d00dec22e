/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.cosem.AssociationLn;
import org.meterway.dlms.cosem.Clock;
import org.meterway.dlms.cosem.CosemObject;
import org.meterway.dlms.cosem.DemandRegister;
import org.meterway.dlms.cosem.DisconnectControl;
import org.meterway.dlms.cosem.ExtendedRegister;
import org.meterway.dlms.cosem.GsmDiagnostic;
import org.meterway.dlms.cosem.IecHdlcSetup;
import org.meterway.dlms.cosem.ImageTransfer;
import org.meterway.dlms.cosem.ImageUpload;
import org.meterway.dlms.cosem.Limiter;
import org.meterway.dlms.cosem.ObjectListEntry;
import org.meterway.dlms.cosem.ProfileGeneric;
import org.meterway.dlms.cosem.ProfileRows;
import org.meterway.dlms.cosem.PushSetup;
import org.meterway.dlms.cosem.Register;
import org.meterway.dlms.cosem.SapAssignment;
import org.meterway.dlms.cosem.ScriptTable;
import org.meterway.dlms.cosem.SecuritySetup;
import org.meterway.dlms.cosem.SingleActionSchedule;
import org.meterway.dlms.cosem.TcpUdpSetup;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.Unit;
import org.meterway.dlms.push.Notification;
import org.meterway.dlms.push.PushListener;
import org.meterway.dlms.push.PushOptions;
import org.meterway.dlms.push.PushSink;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/** The objects of a meter of gurux.dlms as typed views show them. */
class GuruxClassesIT {
  private static PeerServer meter;
  private static DlmsClient client;

  @BeforeAll
  static void associate() throws Exception {
    meter = Peer.GURUX.serve("wrapper:", "hdlc:framing=hdlc");
    client = Framing.WRAPPER.open(meter.address("wrapper"), Clients.with(Mechanism.LOW));
  }

  @AfterAll
  static void release() throws Exception {
    client.close();
    meter.close();
  }

  private static Obis name(String name) {
    return Obis.of(name);
  }

  @Test
  void theObjectListNamesWhatThereIs() throws Exception {
    List<ObjectListEntry> objects = new AssociationLn(client, AssociationLn.CURRENT).objectList();

    assertEquals(32, objects.size());
    assertTrue(
        objects.stream()
            .anyMatch(
                entry -> entry.classId() == 7 && entry.instance().equals(name("1.0.99.1.0.255"))));
  }

  @Test
  void eachObjectTellsItsName() throws Exception {
    for (ObjectListEntry entry : new AssociationLn(client, AssociationLn.CURRENT).objectList()) {
      CosemObject object = CosemObject.of(client, entry.classId(), entry.instance());
      assertEquals(Data.of(entry.instance()), object.get(1), object::toString);
    }
  }

  @Test
  void registersHaveValueScalerAndUnit() throws Exception {
    Register voltage = new Register(client, name("1.0.32.7.0.255"));
    assertEquals(new BigDecimal("230.1"), voltage.scaledValue());
    assertEquals(Unit.VOLT, voltage.scalerUnit().unit());

    ExtendedRegister maximum = new ExtendedRegister(client, name("1.0.1.6.0.255"));
    assertEquals(0, new BigDecimal("4200").compareTo(maximum.scaledValue()));
    assertEquals(Instant.parse("2024-01-01T00:00:00Z"), maximum.captureTime().toInstant().get());

    DemandRegister demand = new DemandRegister(client, name("1.0.1.4.0.255"));
    assertEquals(1_400, demand.currentAverage().asLong());
    assertEquals(1_300, demand.lastAverage().asLong());
    assertEquals(Duration.ofMinutes(15), demand.period());
    assertEquals(1, demand.numberOfPeriods());
  }

  @Test
  void theClockTells() throws Exception {
    Clock clock = new Clock(client, Clock.USUAL);

    assertEquals(Instant.parse("2024-01-01T00:00:00Z"), clock.time().toInstant().get());
    assertFalse(clock.daylightSavingsEnabled());
  }

  @Test
  void theProfileHasColumns() throws Exception {
    ProfileGeneric profile = new ProfileGeneric(client, name("1.0.99.1.0.255"));
    assertEquals(4, profile.captureObjects().size());
    assertEquals(Duration.ofMinutes(15), profile.capturePeriod());
    assertEquals(20, profile.entriesInUse());
    try (ProfileRows rows = profile.rows()) {
      assertTrue(rows.next());
      assertEquals(Instant.parse("2024-01-01T00:00:00Z"), rows.dateTime(0).toInstant().get());
      assertEquals(1_000_000, rows.longValue(2));
      assertTrue(rows.next());
    }
  }

  @Test
  void scriptsDisconnectAndReconnect() throws Exception {
    ScriptTable scripts = new ScriptTable(client, name("0.0.10.0.106.255"));
    DisconnectControl disconnector = new DisconnectControl(client, name("0.0.96.3.10.255"));
    assertEquals(2, scripts.scripts().size());

    scripts.execute(1);
    assertFalse(disconnector.isOn());
    scripts.execute(2);
    assertTrue(disconnector.isOn());

    SingleActionSchedule schedule = new SingleActionSchedule(client, name("0.0.15.0.1.255"));
    assertEquals(name("0.0.10.0.106.255"), schedule.script().table());
  }

  @Test
  void setupsTell() throws Exception {
    assertEquals(
        List.of(new SapAssignment.Sap(1, "MMM0000012345678")),
        new SapAssignment(client, SapAssignment.USUAL).assignments());
    SecuritySetup security = new SecuritySetup(client, name("0.0.43.0.0.255"));
    assertEquals(0, security.suite());
    assertArrayEquals(Clients.METER_TITLE, security.serverSystemTitle());
    assertEquals(2, new PushSetup(client, name("0.7.25.9.0.255")).objects().size());
    Limiter limiter = new Limiter(client, name("0.0.17.0.0.255"));
    assertEquals("3:1.0.1.7.0.255:2", limiter.monitoredValue().toString());
    assertEquals(10_000, limiter.thresholdActive().asLong());
    assertEquals(4059, new TcpUdpSetup(client, name("0.0.25.0.0.255")).port());
    assertEquals(9600, new IecHdlcSetup(client, name("0.0.22.0.0.255")).speed());
    assertEquals(0, new GsmDiagnostic(client, name("0.0.25.6.0.255")).circuitStatus());
  }

  @Test
  void anImageIsTransferred() throws Exception {
    ImageTransfer object = new ImageTransfer(client, ImageTransfer.USUAL);
    byte[] image = new byte[250];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) i;
    }
    ImageUpload upload = new ImageUpload(object, "FW1".getBytes(StandardCharsets.US_ASCII), image);

    upload.transfer(false);

    assertEquals(100, object.blockSize());
    assertEquals(3, object.transferredBlocks().cardinality());
  }

  @ParameterizedTest
  @EnumSource(names = {"WRAPPER", "HDLC"})
  void whatTheMeterPushesIsHeard(Framing framing) throws Exception {
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    try (PushListener listener = listen(heard);
        DlmsClient ciphered =
            framing.open(
                meter.address(framing.name().toLowerCase(Locale.ROOT)),
                Clients.gmac(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION)))) {
      PushSetup setup = new PushSetup(ciphered, name("0.7.25.9.0.255"));
      InetSocketAddress address = listener.address();
      setup.setDestination(new PushSetup.Destination(0, "127.0.0.1:" + address.getPort(), 0));
      setup.push();

      Object first = heard.poll(10, TimeUnit.SECONDS);
      Notification notification = (Notification) first;
      assertTrue(notification.verified(), notification::toString);
      assertArrayEquals(Clients.METER_TITLE, notification.systemTitle());
      Data body = ((DataNotification) notification.content()).body();
      assertEquals(12_345_678, body.elements().get(1).asLong());
    }
  }

  private static PushListener listen(BlockingQueue<Object> heard) throws Exception {
    return PushListener.tcp(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        PushOptions.of(title -> Clients.keys(SecuritySuite.SUITE_0)),
        new PushSink() {
          @Override
          public void notification(String peer, Notification notification) {
            heard.add(notification);
          }

          @Override
          public void fault(String peer, String reason) {
            heard.add(reason);
          }
        });
  }
}
