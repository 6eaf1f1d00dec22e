/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.cosem.ActivityCalendar;
import org.meterway.dlms.cosem.AssociationLn;
import org.meterway.dlms.cosem.AssociationSn;
import org.meterway.dlms.cosem.Clock;
import org.meterway.dlms.cosem.CosemClass;
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
import org.meterway.dlms.cosem.ProfileColumn;
import org.meterway.dlms.cosem.ProfileGeneric;
import org.meterway.dlms.cosem.ProfileReading;
import org.meterway.dlms.cosem.ProfileRows;
import org.meterway.dlms.cosem.PushSetup;
import org.meterway.dlms.cosem.Register;
import org.meterway.dlms.cosem.SapAssignment;
import org.meterway.dlms.cosem.ScriptTable;
import org.meterway.dlms.cosem.SecuritySetup;
import org.meterway.dlms.cosem.SingleActionSchedule;
import org.meterway.dlms.cosem.SpecialDaysTable;
import org.meterway.dlms.cosem.TcpUdpSetup;
import org.meterway.dlms.data.CosemDate;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.transport.ApduTransport;

/** The client's views of COSEM objects find in the meter what they are made for. */
class ClientViewsTest {
  private static final Obis LOAD_PROFILE = Obis.of("1.0.99.1.0.255");

  /** What a test does with a manager's client. */
  @FunctionalInterface
  private interface Work {
    void with(DlmsClient client) throws Exception;
  }

  private static void asManager(Work work) throws Exception {
    asManager(TestMeters.usual(), work);
  }

  private static void asManager(DlmsMeterOptions.Builder options, Work work) throws Exception {
    try (DlmsTestMeter meter = DlmsTestMeter.start(options.build());
        DlmsClient client = TestMeters.manager(meter)) {
      work.with(client);
    }
  }

  @Test
  void registersHaveValuesInTheirUnits() throws Exception {
    asManager(
        client -> {
          Register voltage = new Register(client, Obis.of("1.0.32.7.0.255"));
          assertEquals("V", voltage.scalerUnit().unit().symbol());
          assertEquals(-1, voltage.scalerUnit().scaler());
          BigDecimal volts = voltage.scaledValue();
          assertTrue(volts.intValue() > 200 && volts.intValue() < 260, volts::toString);
          ExtendedRegister most = new ExtendedRegister(client, Obis.of("1.0.1.6.0.255"));
          assertTrue(most.captureTime().toInstant().isPresent());
          assertEquals(0, most.status().asLong());
          DemandRegister demand = new DemandRegister(client, Obis.of("1.0.1.4.0.255"));
          assertEquals(1, demand.numberOfPeriods());
          assertFalse(demand.period().isZero());
          assertTrue(demand.lastAverage().asLong() > 0);
          assertTrue(
              demand
                  .captureTime()
                  .toInstant()
                  .orElseThrow()
                  .isBefore(demand.startTimeCurrent().toInstant().orElseThrow()));
          demand.nextPeriod();
        });
  }

  @Test
  void objectsOfAnyClassAreFoundByName() throws Exception {
    asManager(
        client -> {
          CosemObject register = CosemObject.of(client, 3, Obis.of("1.0.1.8.0.255"));
          assertInstanceOf(Register.class, register);
          assertEquals("register 1.0.1.8.0.255", register.toString());
          assertEquals(TestMeters.ENERGY_AT_START, register.get("value").asLong());
          assertEquals("register.value", CosemClass.nameOf(register.attribute(2)));
          CosemObject generic = CosemObject.of(client, 6, Obis.of("0.0.14.0.0.255"));
          assertEquals(CosemObject.class, generic.getClass());
          assertEquals(1, generic.get("register_assignment").elements().size());
          assertThrows(IllegalArgumentException.class, () -> generic.get("colour"));
          Register wrong = new Register(client, Obis.of("0.0.1.0.0.255"));
          assertThrows(IOException.class, wrong::scalerUnit);
        });
  }

  @Test
  void theClockIsReadSetAndShifted() throws Exception {
    asManager(
        client -> {
          Clock clock = new Clock(client, Clock.USUAL);
          OffsetDateTime there = clock.time().toOffsetDateTime().orElseThrow();
          OffsetDateTime wanted = there.plusDays(1).withNano(0);
          clock.setTime(wanted);
          assertEquals(wanted.toInstant(), clock.time().toInstant().orElseThrow());
          clock.shift(-30);
          assertEquals(wanted.minusSeconds(30).toInstant(), clock.time().toInstant().orElseThrow());
          assertThrows(IllegalArgumentException.class, () -> clock.shift(901));
          clock.daylightSavingsEnabled();
          clock.daylightSavingsBegin();
          clock.daylightSavingsEnd();
          assertTrue(clock.clockBase() >= 0);
          assertEquals(60, Math.abs(clock.daylightSavingsDeviation()));
          clock.timeZone();
          assertEquals(0, clock.status() & CosemDateTime.INVALID);
        });
  }

  @Test
  void rowsOfAProfileComeOneByOneWithTheirColumns() throws Exception {
    asManager(
        client -> {
          ProfileGeneric profile = new ProfileGeneric(client, LOAD_PROFILE);
          List<ProfileColumn> columns = profile.columns();
          assertEquals(4, columns.size());
          assertTrue(columns.get(0).isClock());
          assertEquals("1.0.1.8.0.255 register.value", columns.get(2).name());
          assertEquals("Wh", columns.get(2).scaler().unit().symbol());
          assertEquals(100, profile.entriesInUse());
          List<Long> energies = new ArrayList<>();
          List<Long> progress = new ArrayList<>();
          try (ProfileRows rows = profile.rows()) {
            rows.progress((done, total, bytes) -> progress.add(bytes));
            while (rows.next()) {
              assertEquals(4, rows.columns());
              energies.add(rows.longValue(2));
              assertTrue(rows.dateTime(0).toInstant().isPresent());
            }
            assertEquals(100, rows.index());
            assertEquals(100, rows.total());
          }
          assertEquals(100, energies.size());
          assertEquals(energies.stream().sorted().toList(), energies);
          assertFalse(progress.isEmpty());
          assertEquals(100, profile.entriesInUse());
        });
  }

  @Test
  void aPartOfAProfileIsSelectedByTimeAndByPlace() throws Exception {
    asManager(
        client -> {
          ProfileGeneric profile = new ProfileGeneric(client, LOAD_PROFILE);
          List<CosemDateTime> times = new ArrayList<>();
          try (ProfileRows rows = profile.rows(new Selection.Entries(11, 20, 1, 0))) {
            while (rows.next()) {
              times.add(rows.dateTime(0));
            }
          }
          assertEquals(10, times.size());
          List<CosemDateTime> again = new ArrayList<>();
          try (ProfileRows rows =
              profile.rows(profile.captureObjects().get(0), times.get(0), times.get(9))) {
            while (rows.next()) {
              again.add(rows.dateTime(0));
            }
          }
          assertEquals(times, again);
          try (ProfileRows rows = profile.lastRows(3)) {
            assertTrue(rows.next());
            assertThrows(IllegalStateException.class, profile::entriesInUse);
          }
          assertEquals(100, profile.entriesInUse());
        });
  }

  @Test
  void aReadingGoesOnAfterABreakAndRepeatsNoRow() throws Exception {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build())) {
      ProfileGeneric shape;
      CosemDateTime from;
      CosemDateTime to;
      CaptureObject clock;
      try (DlmsClient client = TestMeters.manager(meter)) {
        shape = new ProfileGeneric(client, LOAD_PROFILE);
        clock = shape.captureObjects().get(0);
        List<CosemDateTime> times = new ArrayList<>();
        try (ProfileRows rows = shape.rows()) {
          while (rows.next()) {
            times.add(rows.dateTime(0));
          }
        }
        from = times.get(0);
        to = times.get(times.size() - 1);
      }
      List<ApduTransport> lines = new ArrayList<>();
      ProfileReading reading =
          new ProfileReading(
              () -> {
                lines.add(TestMeters.transport(meter, TestMeters.Line.TCP, 1));
                return DlmsClient.open(
                    lines.get(lines.size() - 1),
                    TestMeters.options(1)
                        .authentication(Mechanism.LOW, TestMeters.SECRET)
                        .maxPduSize(200)
                        .conformance(
                            DlmsClientOptions.LOGICAL_NAMES.without(
                                Conformance.Bit.GENERAL_BLOCK_TRANSFER))
                        .build());
              },
              LOAD_PROFILE,
              clock,
              0,
              3);
      List<Long> energies = new ArrayList<>();

      long rows =
          reading.read(
              from,
              to,
              row -> {
                energies.add(row.longValue(2));
                if (energies.size() % 40 == 0) {
                  lines.get(lines.size() - 1).close();
                }
              });

      assertEquals(100, rows);
      assertEquals(100, energies.stream().distinct().count());
      assertEquals(energies.stream().sorted().toList(), energies);
      assertEquals(3, lines.size());
    }
  }

  @Test
  void theBreakerIsSwitchedByItselfAndByScript() throws Exception {
    asManager(
        client -> {
          DisconnectControl breaker = new DisconnectControl(client, Obis.of("0.0.96.3.10.255"));
          breaker.disconnect();
          assertEquals(DisconnectControl.State.DISCONNECTED, breaker.state());
          assertFalse(breaker.isOn());
          breaker.reconnect();
          assertTrue(breaker.isOn() || breaker.state() != DisconnectControl.State.DISCONNECTED);
          assertTrue(breaker.mode() >= 0);
          ScriptTable scripts = new ScriptTable(client, Obis.of("0.0.10.0.100.255"));
          ScriptTable.Script script = scripts.scripts().get(0);
          assertEquals(70, script.actions().get(0).classId());
          scripts.execute(script.id());
          assertFalse(breaker.isOn());
        });
  }

  @Test
  void anImageIsTransferredVerifiedAndActivated() throws Exception {
    asManager(
        TestMeters.usual().imageBlockSize(64).lostImageBlocks(Set.of(3, 5)).verificationCalls(2),
        client -> {
          ImageTransfer object = new ImageTransfer(client, ImageTransfer.USUAL);
          byte[] image = new byte[1000];
          Arrays.fill(image, (byte) 7);
          List<Long> progress = new ArrayList<>();
          ImageUpload upload =
              new ImageUpload(object, new byte[] {'F', 'W', '1'}, image)
                  .progress((done, total) -> progress.add(done))
                  .askEvery(Duration.ofMillis(1));
          upload.transfer(false);
          assertEquals(16, progress.size());
          assertEquals(16, object.transferredBlocks().length());
          assertEquals(16, object.transferredBlocks().cardinality());
          upload.verify();
          assertEquals(ImageTransfer.Status.VERIFICATION_SUCCESSFUL, object.status());
          assertEquals(1000, object.images().get(0).size());
          upload.activate();
          assertEquals(ImageTransfer.Status.ACTIVATION_SUCCESSFUL, object.status());
        });
  }

  @Test
  void anImageIsResumedWhereItStopped() throws Exception {
    asManager(
        TestMeters.usual().imageBlockSize(64),
        client -> {
          ImageTransfer object = new ImageTransfer(client, ImageTransfer.USUAL);
          byte[] image = new byte[640];
          object.setEnabled(true);
          object.initiate(new byte[] {'F'}, image.length);
          for (int i = 0; i < 4; i++) {
            object.transferBlock(i, new byte[64]);
          }
          assertEquals(4, object.firstNotTransferredBlock());

          new ImageUpload(object, new byte[] {'F'}, image).transfer(true);

          assertEquals(10, object.firstNotTransferredBlock());
        });
  }

  @Test
  void theObjectListSaysWhatTheClientMayDo() throws Exception {
    asManager(
        client -> {
          AssociationLn association = new AssociationLn(client, AssociationLn.CURRENT);
          List<ObjectListEntry> objects = association.objectList();
          int version = AssociationLn.version(objects);
          ObjectListEntry writable =
              objects.stream()
                  .filter(o -> o.instance().equals(Obis.of("0.0.96.1.1.255")))
                  .findFirst()
                  .orElseThrow();
          assertTrue(writable.canRead(2, version));
          assertTrue(writable.canWrite(2, version));
          assertFalse(writable.canWrite(1, version));
          assertEquals(1, association.partners().client());
          assertEquals(AssociationLn.Status.ASSOCIATED, association.status());
          assertTrue(objects.size() > 30);
        });
  }

  @Test
  void setupsAreReadAndWritten() throws Exception {
    asManager(
        client -> {
          TcpUdpSetup tcp = new TcpUdpSetup(client, Obis.of("0.0.25.0.0.255"));
          assertEquals(Duration.ofSeconds(180), tcp.inactivityTimeout());
          tcp.setInactivityTimeout(Duration.ofSeconds(60));
          assertEquals(Duration.ofSeconds(60), tcp.inactivityTimeout());
          assertEquals(576, tcp.maxSegmentSize());
          assertEquals(Obis.of("0.0.25.1.0.255"), tcp.ipReference());
          IecHdlcSetup hdlc = new IecHdlcSetup(client, Obis.of("0.0.22.0.0.255"));
          assertEquals(9600, hdlc.speed());
          hdlc.setSpeed(19200);
          assertEquals(19200, hdlc.speed());
          assertEquals(16, hdlc.deviceAddress());
          assertEquals(Duration.ofSeconds(120), hdlc.inactivityTimeout());
          GsmDiagnostic gsm = new GsmDiagnostic(client, Obis.of("0.0.25.6.0.255"));
          assertEquals("Meterway Mobile", gsm.operator());
          assertEquals("registered, home network", gsm.status());
          assertEquals("EDGE", gsm.packetStatus());
          assertEquals(18, gsm.cell().signalQuality());
          assertEquals(262, gsm.cell().countryCode());
          assertEquals(1, gsm.adjacentCells().size());
          SapAssignment saps = new SapAssignment(client, SapAssignment.USUAL);
          assertEquals(1, saps.assignments().get(0).sap());
          Limiter limiter = new Limiter(client, Obis.of("0.0.17.0.0.255"));
          assertEquals(Duration.ofSeconds(60), limiter.minOverThreshold());
          limiter.setThresholdNormal(Data.unsigned32(9000));
          assertEquals(9000, limiter.thresholdNormal().asLong());
          assertEquals(1, limiter.actions().overThreshold().script());
          assertFalse(limiter.isEmergency());
          assertEquals(3, limiter.monitoredValue().classId());
          assertEquals(0, limiter.emergencyProfile().id());
          SingleActionSchedule schedule =
              new SingleActionSchedule(client, Obis.of("0.0.15.0.0.255"));
          assertEquals(1, schedule.script().script());
          List<SingleActionSchedule.Execution> executions = schedule.executions();
          schedule.setExecutions(executions);
          assertEquals(executions, schedule.executions());
          PushSetup push = new PushSetup(client, Obis.of("0.0.25.9.0.255"));
          push.setDestination(new PushSetup.Destination(0, "127.0.0.1:1", 0));
          assertEquals("127.0.0.1:1", push.destination().address());
          assertFalse(push.objects().isEmpty());
        });
  }

  @Test
  void aNewCalendarComesIntoForce() throws Exception {
    asManager(
        client -> {
          ActivityCalendar object = new ActivityCalendar(client, Obis.of("0.0.13.0.0.255"));
          ActivityCalendar.Calendar old = object.active();
          assertEquals(7, old.weeks().get(0).days().size());
          assertEquals(1, old.days().get(0).switches().get(0).script().script());
          ActivityCalendar.Calendar next =
              new ActivityCalendar.Calendar("NEXT", old.seasons(), old.weeks(), old.days());
          object.setPassive(next);
          object.activate();
          assertEquals("NEXT", object.active().name());
          SpecialDaysTable days = new SpecialDaysTable(client, Obis.of("0.0.11.0.0.255"));
          int before = days.entries().size();
          SpecialDaysTable.SpecialDay day =
              new SpecialDaysTable.SpecialDay(77, CosemDate.of(LocalDate.of(2026, 12, 24)), 1);
          days.insert(day);
          assertTrue(days.entries().contains(day));
          days.delete(77);
          assertEquals(before, days.entries().size());
        });
  }

  @Test
  void keysAreTransferredAndTakeEffect() throws Exception {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    InvocationCounters counters = InvocationCounters.inMemory(1);
    SecurityPolicy policy = SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION);
    byte[] next = new byte[16];
    Arrays.fill(next, (byte) 0x5A);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build())) {
      DlmsClientOptions first = TestMeters.ciphering(keys.ring(), policy, counters).build();
      try (DlmsClient client = TestMeters.open(meter, first)) {
        SecuritySetup setup = new SecuritySetup(client, Obis.of("0.0.43.0.0.255"));
        assertEquals(0, setup.suite());
        setup.policy();
        assertArrayEquals(client.serverSystemTitle(), setup.serverSystemTitle());
        setup.transferKeys(
            first.keys(), Map.of(KeyId.UNICAST_ENCRYPTION, next, KeyId.AUTHENTICATION, next));
      }
      KeyRing ring = keys.ring().encryptionKey(next).authenticationKey(next);
      try (DlmsClient client =
          TestMeters.open(meter, TestMeters.ciphering(ring, policy, counters).build())) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
    }
  }

  @Test
  void aKeyIsAgreedOnAndCertificatesGoBothWays() throws Exception {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_1);
    InvocationCounters counters = InvocationCounters.inMemory(1);
    SecurityPolicy policy = SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION);
    KeyRing ring = keys.ring();
    byte[] agreed;
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build())) {
      try (DlmsClient client =
          TestMeters.open(meter, TestMeters.ciphering(ring, policy, counters).build())) {
        SecuritySetup setup = new SecuritySetup(client, Obis.of("0.0.43.0.0.255"));
        assertEquals(1, setup.suite());
        setup.generateKeyPair(SecuritySetup.CertificateType.KEY_AGREEMENT);
        byte[] request =
            setup.generateCertificateRequest(SecuritySetup.CertificateType.DIGITAL_SIGNATURE);
        assertEquals(0x30, request[0]);
        setup.certificates();
        agreed = setup.agreeKey(ring, KeyId.UNICAST_ENCRYPTION);
      }
      KeyRing next = keys.ring().encryptionKey(agreed);
      try (DlmsClient client =
          TestMeters.open(meter, TestMeters.ciphering(next, policy, counters).build())) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
    }
  }

  @Test
  void aClientThatLostItsCountersAsksTheMeterForThem() throws Exception {
    TestMeters.Keys keys = TestMeters.Keys.of(SecuritySuite.SUITE_0);
    SecurityPolicy policy = SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION);
    AttributeReference counter = AttributeReference.of("1:0.0.43.1.0.255:2");
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().keys(keys.meter()).build())) {
      InvocationCounters first = InvocationCounters.inMemory(1000);
      try (DlmsClient client =
          TestMeters.open(meter, TestMeters.ciphering(keys.ring(), policy, first).build())) {
        client.get(TestMeters.ENERGY);
      }
      InvocationCounters lost = InvocationCounters.inMemory(1);

      long there =
          DlmsClient.readInvocationCounter(
              TestMeters.transport(meter, TestMeters.Line.TCP, 16), counter, lost);

      assertTrue(there >= 1000, "the meter says " + there);
      try (DlmsClient client =
          TestMeters.open(meter, TestMeters.ciphering(keys.ring(), policy, lost).build())) {
        assertEquals(TestMeters.ENERGY_AT_START, client.get(TestMeters.ENERGY).asLong());
      }
    }
  }

  @Test
  void viewsWorkByShortNamesToo() throws Exception {
    DlmsClientOptions options =
        TestMeters.options(1)
            .logicalNames(false)
            .authentication(Mechanism.LOW, TestMeters.SECRET)
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        DlmsClient client = TestMeters.open(meter, options)) {
      assertEquals(-1, new Register(client, Obis.of("1.0.32.7.0.255")).scalerUnit().scaler());
      ProfileGeneric profile = new ProfileGeneric(client, LOAD_PROFILE);
      assertEquals("Wh", profile.columns().get(2).scaler().unit().symbol());
      try (ProfileRows rows = profile.rows(new Selection.Entries(1, 10, 1, 0))) {
        while (rows.next()) {
          assertEquals(4, rows.columns());
        }
        assertEquals(10, rows.index());
      }
      Clock clock = new Clock(client, Clock.USUAL);
      clock.adjustToMinute();
      assertTrue(clock.time().toInstant().isPresent());
      assertFalse(new AssociationSn(client, AssociationSn.CURRENT).objectList().isEmpty());
    }
  }
}
