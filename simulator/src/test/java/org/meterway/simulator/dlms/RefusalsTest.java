/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.dlms.apdu.Conformance;

/** What cannot be served is refused as the standard has it (Green Book, ExceptionResponse). */
class RefusalsTest {
  private static final String AARQ = "601DA109060760857405080101BE10040E01000000";
  private static final String SHORT_AARQ = "601DA109060760857405080102BE10040E01000000";
  private static final String SERVICES = "5F1F04005C1FFF";
  private static final String SHORT_SERVICES = "5F1F04001C0120";

  private interface Trial {
    void with(RawClient client) throws Exception;
  }

  private static void given(Trial trial) throws Exception {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        RawClient client = new RawClient(meter.tcpPort())) {
      trial.with(client);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C001C100030100010800FF0200,D80101",
    "D94000000100010100030100010800FF020100,D80101",
    "050102FA00,0E050201",
    "060102FA00010901FF,0E060201"
  })
  void withoutAnAssociation(String request, String refusal) throws Exception {
    given(client -> assertEquals(refusal, client.askHex(request.replace(" ", ""))));
  }

  @ParameterizedTest
  @CsvSource({
    "FF0102,D80202",
    "C001C10003,D80103",
    "C0,D80103",
    "C00FC1,D80103",
    "050102FA00,0E050201",
    "E0,D80103",
    "E0810001000005C0,D80103"
  })
  void withinAnAssociationByLogicalNames(String request, String refusal) throws Exception {
    given(client -> assertEquals(refusal, client.associated().askHex(request)));
  }

  @Test
  void nothingIsAlsoARequest() throws Exception {
    given(client -> assertEquals("D80103", client.associated().askHex("")));
  }

  @Test
  void logicalNamesInAnAssociationByShortNames() throws Exception {
    given(
        client -> {
          assertEquals(
              "61", client.askHex(SHORT_AARQ + "06" + SHORT_SERVICES + "FFFF").substring(0, 2));
          assertEquals("D80101", client.askHex("C001C100030100010800FF0200"));
          assertEquals("0C010104", client.askHex("05010212 34".replace(" ", "")));
          assertEquals("0E050300", client.askHex("0501"));
        });
  }

  @ParameterizedTest
  @CsvSource({"05,FFFF,01", "06,000A,03"})
  void anInitiateRequestThatDoesNotDo(String version, String size, String reason) throws Exception {
    given(
        client -> {
          String aare = client.askHex(AARQ + version + SERVICES + size);
          assertTrue(aare.contains("A203020101"), aare);
          assertTrue(aare.endsWith("0E0106" + reason), aare);
        });
  }

  @Test
  void noServiceInCommon() throws Exception {
    given(
        client -> {
          String aare = client.askHex(AARQ + "06" + SHORT_SERVICES + "FFFF");
          assertTrue(aare.endsWith("0E010602"), aare);
        });
  }

  @ParameterizedTest
  @CsvSource({
    // No object, another class, no attribute, no rights.
    "C001C100030100630800FF0200,C401C10104",
    "C001C100010100010800FF0200,C401C10109",
    "C001C100030100010800FF0900,C401C10109",
    "C101C100030100010800FF02000600000001,C501C103",
    "C301C100030100010800FF0100,C701C10300",
    // No transfer by blocks under way.
    "C002C100000001,C402C1010000000101 10",
    "C103C101000000010100,C503C11200000001",
    "C306C101000000010100,C701C11000",
    "C302C100000001,C701C11000"
  })
  void whatTheObjectsDoNotAllow(String request, String refusal) throws Exception {
    given(client -> assertEquals(refusal.replace(" ", ""), client.associated().askHex(request)));
  }

  @Test
  void aLongValueWithoutBlocks() throws Exception {
    Conformance few = Conformance.of(Conformance.Bit.GET);
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().conformance(few).build());
        RawClient client = new RawClient(meter.tcpPort())) {
      assertEquals("C401C101FA", client.associated().askHex("C001C100070100630100FF0200"));
    }
  }

  @Test
  void anUnconfirmedRequestIsNotAnswered() throws Exception {
    try (DlmsTestMeter meter =
            DlmsTestMeter.start(
                TestMeters.usual()
                    .associations(List.of(MeterAssociation.open(16, AccessRights.FULL)))
                    .build());
        RawClient client = new RawClient(meter.tcpPort())) {
      client.associated().send("C10181000100006001 01FF02000901AA".replace(" ", ""));
      assertEquals("C401C1000901AA", client.askHex("C001C10001000060 0101FF0200".replace(" ", "")));
    }
  }

  @Test
  void aClientThatIsNotKnownIsNotAnswered() throws Exception {
    try (DlmsTestMeter meter = DlmsTestMeter.start(TestMeters.usual().build());
        RawClient client = new RawClient(meter.tcpPort())) {
      client.as(99).send(AARQ + "06" + SERVICES + "FFFF");
      assertTrue(client.isSilent(100));
      assertEquals(1, meter.statistics().dropped());
    }
  }

  @Test
  void aTraceShowsEachApdu() throws Exception {
    List<String> shown = new ArrayList<>();
    DlmsMeterOptions options =
        TestMeters.usual()
            .trace(
                (received, client, server, bytes, offset, length) ->
                    shown.add((received ? ">" : "<") + client + " " + length))
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options);
        RawClient client = new RawClient(meter.tcpPort()).associated()) {
      client.ask("C001C100030100010800FF0200");
    }
    assertEquals(List.of(">16 31", "<16 43", ">16 13", "<16 9"), shown);
  }
}
