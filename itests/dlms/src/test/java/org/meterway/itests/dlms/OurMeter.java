/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.simulator.dlms.DlmsMeterOptions;
import org.meterway.simulator.dlms.DlmsTestMeter;
import org.meterway.simulator.dlms.MeterKeys;

/**
 * Meterway's test meter with each of the suites, at a moment that stays, and what Meterway's own
 * client reads from it.
 */
final class OurMeter implements AutoCloseable {
  static final String ENERGY = "get=3:1.0.1.8.0.255:2";
  static final String SCALER = "get=3:1.0.32.7.0.255:3";
  static final String UNKNOWN = "get=3:1.0.99.99.99.255:2";
  static final String LIST = "list=3:1.0.1.8.0.255:2;8:0.0.1.0.0.255:2";
  static final String PROFILE = "get=7:1.0.99.1.0.255:2";
  static final String ENTRIES = "entries=1.0.99.1.0.255:1:3";
  static final String RANGE = "range=1.0.99.1.0.255/2024-01-01T08:00:00Z/2024-01-01T09:00:00Z";
  static final String SET = "set=1:0.0.96.1.1.255:2:00117eff";
  static final String WRITTEN = "get=1:0.0.96.1.1.255:2";
  static final String DISCONNECT = "call=70:0.0.96.3.10.255:1";
  static final String CONNECTED = "get=70:0.0.96.3.10.255:2";
  static final List<String> READING = List.of(ENERGY, SCALER, UNKNOWN, LIST);
  static final List<String> SELECTING = List.of(PROFILE, ENTRIES, RANGE);
  static final List<String> WRITING = List.of(SET, WRITTEN, DISCONNECT, CONNECTED);

  private static final int ROWS = 40;

  private final Map<SecuritySuite, DlmsTestMeter> meters = new LinkedHashMap<>();
  private final Map<String, String> expected = new LinkedHashMap<>();
  private int runs;

  private OurMeter() {}

  static OurMeter start() throws IOException {
    OurMeter meter = new OurMeter();
    for (SecuritySuite suite : SecuritySuite.values()) {
      MeterKeys keys = MeterKeys.usual(suite);
      if (suite == SecuritySuite.SUITE_1) {
        keys.signing(SigningKeys.SERVER).clientSigning(SigningKeys.CLIENT.getPublic());
      }
      meter.meters.put(
          suite,
          DlmsTestMeter.start(
              DlmsMeterOptions.builder()
                  .tcp(any())
                  .tcpHdlc(any())
                  .keys(keys)
                  .profileRows(ROWS)
                  .clock(Clock.fixed(Instant.parse("2024-01-01T12:00:00Z"), ZoneOffset.UTC))
                  .build()));
    }
    meter.read();
    return meter;
  }

  private static InetSocketAddress any() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private DlmsTestMeter suite0() {
    return meters.get(SecuritySuite.SUITE_0);
  }

  /** A run; its invocation counters go on where those of the last one ended at the latest. */
  PeerRun run(String name, String options, List<String> requests) {
    boolean hdlc = options.contains("framing=hdlc");
    SecuritySuite suite = SecuritySuite.values()[suiteOf(options)];
    DlmsTestMeter meter = meters.get(suite);
    String line =
        String.join(
            ",",
            options,
            "port=" + (hdlc ? meter.tcpHdlcPort() : meter.tcpPort()),
            "counter=" + 1000 * ++runs);
    return new PeerRun(name, line, requests);
  }

  private static int suiteOf(String options) {
    int index = options.indexOf("suite=");
    return index < 0 ? 0 : options.charAt(index + "suite=".length()) - '0';
  }

  int shortName(int classId, String instance) {
    return suite0()
        .objects()
        .baseName(suite0().objects().find(classId, Obis.of(instance)).orElseThrow());
  }

  /** What the answer to a request must be. */
  String expected(String request) {
    return expected.get(request);
  }

  private void read() throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), suite0().tcpPort());
    try (DlmsClient client = Framing.WRAPPER.open(address, Clients.with(Mechanism.LOW))) {
      for (String request : List.of(ENERGY, SCALER, PROFILE)) {
        expected.put(request, Words.of(client.get(attribute(request))));
      }
      expected.put(
          LIST,
          Words.of(
              Data.structure(client.get(MeterContract.ENERGY), client.get(MeterContract.TIME))));
      expected.put(
          ENTRIES, Words.of(client.get(MeterContract.PROFILE, new Selection.Entries(1, 3, 1, 0))));
      expected.put(RANGE, Words.of(client.get(MeterContract.PROFILE, morning())));
      int objects = client.get(AttributeReference.of("15:0.0.40.0.0.255:2")).elements().size();
      expected.put("objects", String.valueOf(objects));
    }
    expected.put(SET, "done");
    expected.put(WRITTEN, "x00117eff");
    expected.put(DISCONNECT, "done");
    expected.put(CONNECTED, "false");
  }

  private static AttributeReference attribute(String request) {
    return AttributeReference.of(request.substring("get=".length()));
  }

  private static Selection morning() {
    List<Data> bounds = new ArrayList<>();
    for (int hour : new int[] {8, 9}) {
      bounds.add(
          Data.octets(
              CosemDateTime.of(
                  Instant.parse("2024-01-01T0" + hour + ":00:00Z").atOffset(ZoneOffset.UTC))));
    }
    return new Selection.Range(
        CaptureObject.of(MeterContract.TIME), bounds.get(0), bounds.get(1), List.of());
  }

  @Override
  public void close() throws IOException {
    for (DlmsTestMeter meter : meters.values()) {
      meter.close();
    }
  }
}
