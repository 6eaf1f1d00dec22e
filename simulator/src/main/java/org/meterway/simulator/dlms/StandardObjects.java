/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.Obis;

/** The objects that every test meter has. */
final class StandardObjects {
  private static final int WH = 30;
  private static final int VARH = 32;
  private static final int W = 27;
  private static final int V = 35;
  private static final int A = 33;
  private static final int HZ = 44;
  private static final byte ANY = (byte) 0xFF;

  private final Meter meter;
  private final MeterClock clock;
  private final DlmsMeterOptions options;
  private final Measurements measured;
  private final List<CosemObject> objects = new ArrayList<>();

  StandardObjects(Meter meter) {
    this.meter = meter;
    clock = meter.clock();
    options = meter.options();
    measured = new Measurements(clock);
  }

  List<CosemObject> all() {
    associations();
    identification();
    registers();
    profiles();
    control();
    calendar();
    communication();
    if (options.everyType()) {
      objects.addAll(EveryType.objects());
    }
    return objects;
  }

  private void add(DeclaredObject.Builder object) {
    objects.add(object.build());
  }

  private void associations() {
    objects.add(new AssociationObject(meter));
    int number = 1;
    for (MeterAssociation association : options.associations()) {
      objects.add(
          new AssociationObject(
              meter, new Obis(0, 0, 40, 0, number++, 255), meter.account(association.client())));
    }
    objects.add(new ShortAssociationObject(meter));
    byte[] name = options.logicalDeviceName();
    List<Data> devices =
        options.servers().stream()
            .sorted()
            .map(server -> Data.structure(Data.unsigned16(server), Data.octets(name)))
            .toList();
    add(DeclaredObject.of(17, 0, "0.0.41.0.0.255").constant(2, Data.array(devices)));
    add(DeclaredObject.of(1, 0, "0.0.42.0.0.255").constant(2, Data.octets(name)));
    SecurityState security = meter.security();
    objects.add(
        new SecuritySetupObject(
            security, new Certificates(security.keys(), security.serverTitle())));
    // What a client that has forgotten it may use next, less one.
    add(
        DeclaredObject.of(1, 0, "0.0.43.1.0.255")
            .number(
                2,
                DataTag.DOUBLE_LONG_UNSIGNED,
                () -> Math.max(0, security.nextCounter(security.clientTitle()) - 1)));
  }

  private void identification() {
    add(text("0.0.96.1.0.255", Long.toString(options.serialNumber())));
    add(
        DeclaredObject.of(1, 0, "0.0.96.1.1.255")
            .variable(2, Data.octets("METERWAY-TEST-01".getBytes(StandardCharsets.US_ASCII))));
    add(text("1.0.0.2.0.255", "1.0.0"));
    add(DeclaredObject.of(1, 0, "0.0.96.10.1.255").constant(2, Data.unsigned8(0)));
    add(DeclaredObject.of(1, 0, "0.0.97.97.0.255").constant(2, Data.unsigned32(0)));
    objects.add(new ClockObject(clock, options.profilePeriod()));
  }

  private static DeclaredObject.Builder text(String name, String text) {
    return DeclaredObject.of(1, 0, name)
        .constant(2, Data.octets(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Data unit(int scaler, int unit) {
    return Data.structure(Data.int8(scaler), Data.enumeration(unit));
  }

  private void register(String name, DataTag tag, LongSupplier value, int scaler, int unit) {
    add(
        DeclaredObject.of(3, 0, name)
            .number(2, tag, value)
            .constant(3, unit(scaler, unit))
            .method(1, StandardObjects::denied));
  }

  /** A method that there is and that nobody may call. */
  private static void denied(Data parameters) throws ServiceException {
    throw new ServiceException(DataAccessResult.READ_WRITE_DENIED);
  }

  private void registers() {
    DataTag counter = DataTag.DOUBLE_LONG_UNSIGNED;
    register("1.0.1.8.0.255", counter, measured::imported, 0, WH);
    register("1.0.2.8.0.255", counter, measured::exported, 0, WH);
    register("1.0.3.8.0.255", counter, measured::reactive, 0, VARH);
    register("1.0.1.7.0.255", counter, measured::watts, 0, W);
    register("1.0.32.7.0.255", counter, () -> measured.decivolts(1), -1, V);
    register("1.0.52.7.0.255", counter, () -> measured.decivolts(2), -1, V);
    register("1.0.72.7.0.255", counter, () -> measured.decivolts(3), -1, V);
    register("1.0.31.7.0.255", counter, () -> measured.centiamperes(1), -2, A);
    register("1.0.51.7.0.255", counter, () -> measured.centiamperes(2), -2, A);
    register("1.0.71.7.0.255", counter, () -> measured.centiamperes(3), -2, A);
    register("1.0.14.7.0.255", counter, measured::centihertz, -2, HZ);
    OffsetDateTime began = clock.now();
    add(
        DeclaredObject.of(4, 0, "1.0.1.6.0.255")
            .number(2, counter, measured::mostWatts)
            .constant(3, unit(0, W))
            .constant(4, Data.unsigned8(0))
            .constant(5, time(began.minusHours(7)))
            .method(1, StandardObjects::denied));
    add(
        DeclaredObject.of(5, 0, "1.0.1.4.0.255")
            .number(2, counter, measured::watts)
            .number(3, counter, measured::mostWatts)
            .constant(4, unit(0, W))
            .constant(5, Data.unsigned8(0))
            .constant(6, time(began.minusMinutes(10)))
            .constant(7, time(began.minusMinutes(5)))
            .constant(8, Data.unsigned32(options.profilePeriod()))
            .constant(9, Data.unsigned16(1))
            .method(1, parameters -> {})
            .method(2, parameters -> {}));
    add(
        DeclaredObject.of(6, 0, "0.0.14.0.0.255")
            .constant(2, Data.array(definition(3, "1.0.1.8.0.255")))
            .variable(
                3, Data.array(Data.structure(Data.octets((byte) 1), Data.array(Data.unsigned8(0)))))
            .variable(4, Data.octets((byte) 1))
            .method(1, StandardObjects::denied)
            .method(2, StandardObjects::denied)
            .method(3, StandardObjects::denied));
  }

  private static Data definition(int classId, String name) {
    return Data.structure(Data.unsigned16(classId), Data.of(Obis.of(name)));
  }

  private static Data time(OffsetDateTime moment) {
    return Data.octets(CosemDateTime.of(moment));
  }

  private Data now() {
    return Data.octets(clock.dateTime());
  }

  private void profiles() {
    int period = options.profilePeriod();
    ProfileObject load =
        new ProfileObject(
            "1.0.99.1.0.255",
            period,
            Math.max(1, options.profileRows()),
            List.of(
                ProfileObject.Column.of(8, "0.0.1.0.0.255", 2, this::now),
                ProfileObject.Column.of(1, "0.0.96.10.1.255", 2, () -> Data.unsigned8(0)),
                ProfileObject.Column.of(
                    3, "1.0.1.8.0.255", 2, () -> Data.unsigned32(measured.imported())),
                ProfileObject.Column.of(
                    3, "1.0.2.8.0.255", 2, () -> Data.unsigned32(measured.exported()))));
    long latest = clock.instant().getEpochSecond() / period * period;
    int rows = options.profileRows();
    long imported = measured.imported();
    long exported = measured.exported();
    load.fill(
        rows,
        index -> {
          int before = rows - 1 - index;
          Instant captured = Instant.ofEpochSecond(latest - (long) before * period);
          return Data.structure(
              time(captured.atZone(clock.zone()).toOffsetDateTime()),
              Data.unsigned8(index % 96 == 0 ? 8 : 0),
              Data.unsigned32(Math.max(0, imported - 1 - before * 25L)),
              Data.unsigned32(Math.max(0, exported - 1 - before)));
        });
    objects.add(load);
    ProfileObject events =
        new ProfileObject(
            "0.0.99.98.0.255",
            0,
            100,
            List.of(
                ProfileObject.Column.of(8, "0.0.1.0.0.255", 2, this::now),
                ProfileObject.Column.of(1, "0.0.96.11.0.255", 2, () -> Data.unsigned8(255))));
    int[] codes = {2, 1, 3, 4, 5};
    OffsetDateTime now = clock.now();
    events.fill(
        codes.length,
        index ->
            Data.structure(
                time(now.minusHours(codes.length - index)), Data.unsigned8(codes[index])));
    objects.add(events);
    add(DeclaredObject.of(1, 0, "0.0.96.11.0.255").constant(2, Data.unsigned8(5)));
  }

  private void control() {
    objects.add(new DisconnectControlObject());
    objects.add(
        new ImageTransferObject(
            options.imageBlockSize(), options.lostImageBlocks(), options.verificationCalls()));
    add(
        DeclaredObject.of(9, 0, "0.0.10.0.100.255")
            .constant(
                2,
                Data.array(
                    Data.structure(
                        Data.unsigned16(1),
                        Data.array(
                            Data.structure(
                                Data.enumeration(2),
                                Data.unsigned16(70),
                                Data.of(DisconnectControlObject.NAME),
                                Data.int8(1),
                                Data.int8(0))))))
            .method(1, this::execute));
    add(
        DeclaredObject.of(71, 0, "0.0.17.0.0.255")
            .constant(
                2,
                Data.structure(Data.unsigned16(3), Data.of(Obis.of("1.0.1.7.0.255")), Data.int8(2)))
            .variable(3, Data.unsigned32(10_000))
            .variable(4, Data.unsigned32(10_000))
            .variable(5, Data.unsigned32(5_000))
            .variable(6, Data.unsigned32(60))
            .variable(7, Data.unsigned32(60))
            .variable(
                8, Data.structure(Data.unsigned16(0), Data.octets(anyTime()), Data.unsigned32(0)))
            .variable(9, Data.array())
            .constant(10, Data.of(false))
            .variable(11, Data.structure(action(), action())));
    add(
        DeclaredObject.of(22, 0, "0.0.15.0.0.255")
            .constant(2, action())
            .constant(3, Data.enumeration(1))
            .variable(
                4,
                Data.array(
                    Data.structure(
                        Data.octets((byte) 0, (byte) 0, (byte) 0, (byte) 0),
                        Data.octets(ANY, ANY, ANY, (byte) 1, ANY)))));
  }

  private static Data action() {
    return Data.structure(Data.of(Obis.of("0.0.10.0.100.255")), Data.unsigned16(1));
  }

  private static byte[] anyTime() {
    return new byte[] {ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, (byte) 0x80, 0, ANY};
  }

  /** Script 1 disconnects. */
  private void execute(Data parameters) throws ServiceException {
    if (Values.number(parameters) != 1) {
      throw new ServiceException(DataAccessResult.OBJECT_UNAVAILABLE);
    }
    meter
        .objects()
        .find(70, DisconnectControlObject.NAME)
        .orElseThrow(() -> new ServiceException(DataAccessResult.OBJECT_UNAVAILABLE))
        .call(1, Data.int8(0), null);
  }

  private void calendar() {
    Data season =
        Data.array(
            Data.structure(
                Data.octets("S1".getBytes(StandardCharsets.US_ASCII)),
                Data.octets(anyTime()),
                Data.octets("W1".getBytes(StandardCharsets.US_ASCII))));
    List<Data> week = new ArrayList<>();
    week.add(Data.octets("W1".getBytes(StandardCharsets.US_ASCII)));
    for (int day = 0; day < 7; day++) {
      week.add(Data.unsigned8(1));
    }
    Data weeks = Data.array(Data.structure(week));
    Data days =
        Data.array(
            Data.structure(
                Data.unsigned8(1),
                Data.array(
                    Data.structure(
                        Data.octets((byte) 0, (byte) 0, (byte) 0, (byte) 0),
                        Data.of(Obis.of("0.0.10.0.100.255")),
                        Data.unsigned16(1)))));
    objects.add(new ActivityCalendarObject(season, weeks, days, Data.octets(anyTime())));
    objects.add(new SpecialDaysObject());
  }

  private void communication() {
    objects.add(new PushSetupObject(meter));
    int port = options.tcp() == null ? 4059 : options.tcp().getPort();
    add(
        DeclaredObject.of(41, 0, "0.0.25.0.0.255")
            .variable(2, Data.unsigned16(port))
            .constant(3, Data.of(Obis.of("0.0.25.1.0.255")))
            .variable(4, Data.unsigned16(576))
            .variable(5, Data.unsigned8(8))
            .variable(6, Data.unsigned16(180)));
    add(
        DeclaredObject.of(23, 1, "0.0.22.0.0.255")
            .variable(2, Data.enumeration(5))
            .variable(3, Data.unsigned8(options.hdlc().parameters().windowTransmit()))
            .variable(4, Data.unsigned8(options.hdlc().parameters().windowReceive()))
            .variable(5, Data.unsigned16(options.hdlc().parameters().maxInfoTransmit()))
            .variable(6, Data.unsigned16(options.hdlc().parameters().maxInfoReceive()))
            .variable(7, Data.unsigned16(25))
            .variable(8, Data.unsigned16(120))
            .variable(9, Data.unsigned16(16)));
    add(
        DeclaredObject.of(47, 0, "0.0.25.6.0.255")
            .constant(2, Data.text("Meterway Mobile"))
            .constant(3, Data.enumeration(1))
            .constant(4, Data.enumeration(0))
            .constant(5, Data.enumeration(2))
            .constant(
                6,
                Data.structure(
                    Data.unsigned16(0x1234),
                    Data.unsigned16(0x56),
                    Data.unsigned8(18),
                    Data.unsigned8(2),
                    Data.unsigned16(262),
                    Data.unsigned16(1),
                    Data.unsigned32(77)))
            .constant(7, Data.array(Data.structure(Data.unsigned16(0x1235), Data.unsigned8(11))))
            .computed(8, this::now));
  }
}
