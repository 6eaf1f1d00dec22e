/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of gurux.dlms and Meterway's test meter. */
class GuruxClientIT {
  private static OurMeter meter;
  private static Map<String, PeerAnswers> answers;

  @BeforeAll
  static void letThePeerReadTheMeter() throws Exception {
    meter = OurMeter.start();
    List<PeerRun> runs = new ArrayList<>();
    for (String framing : List.of("wrapper", "hdlc")) {
      String line = "framing=" + framing;
      runs.add(meter.run(framing, line, OurMeter.READING));
      runs.add(meter.run(framing + "-profile", line, OurMeter.SELECTING));
      runs.add(meter.run(framing + "-blocks", line + ",pdu=128", OurMeter.SELECTING));
      runs.add(meter.run(framing + "-gbt", line + ",pdu=256,gbt=1", OurMeter.SELECTING));
      runs.add(
          meter.run(
              framing + "-ciphered-blocks",
              line + ",pdu=256,client=1,auth=gmac,ciphering=authenc",
              OurMeter.SELECTING));
      for (String ciphering : List.of("auth", "enc", "authenc")) {
        String options = line + ",client=1,auth=gmac,ciphering=" + ciphering;
        runs.add(meter.run(framing + "-" + ciphering, options, OurMeter.READING));
        runs.add(meter.run(framing + "-" + ciphering + "-writing", options, OurMeter.WRITING));
      }
    }
    for (String mechanism : List.of("lls", "hls2", "md5", "sha1", "gmac", "sha256")) {
      String options = "client=1,auth=" + mechanism;
      runs.add(meter.run(mechanism, options, OurMeter.READING));
      runs.add(meter.run(mechanism + "-writing", options, OurMeter.WRITING));
    }
    runs.add(meter.run("ecdsa", "client=1,auth=ecdsa,suite=1", OurMeter.READING));
    for (String suite : List.of("1", "2")) {
      runs.add(
          meter.run(
              "suite" + suite,
              "client=1,auth=gmac,ciphering=authenc,suite=" + suite,
              OurMeter.READING));
    }
    runs.add(
        meter.run(
            "suite1-ecdsa", "client=1,auth=ecdsa,ciphering=authenc,suite=1", OurMeter.READING));
    runs.add(meter.run("objects", "client=1,auth=lls", List.of("objects")));
    runs.add(meter.run("short-names", "ref=sn", shortNames()));
    runs.add(meter.run("short-names-lls", "ref=sn,client=1,auth=lls", shortNames()));
    runs.add(meter.run("password", "client=1,auth=lls,password=00000000", OurMeter.READING));
    runs.add(meter.run("secret", "client=1,auth=md5,password=00000000", OurMeter.READING));
    runs.add(meter.run("unknown", "client=99,timeout=400", OurMeter.READING));
    runs.add(meter.run("denied", "", OurMeter.WRITING));
    answers = Peer.GURUX.run(runs);
  }

  @AfterAll
  static void stopIt() throws Exception {
    meter.close();
  }

  private static List<String> shortNames() {
    return List.of(
        "get=3:" + meter.shortName(3, "1.0.1.8.0.255") + ":2",
        "get=3:" + meter.shortName(3, "1.0.32.7.0.255") + ":3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrapper",
        "wrapper-auth",
        "wrapper-enc",
        "wrapper-authenc",
        "hdlc",
        "hdlc-auth",
        "hdlc-enc",
        "hdlc-authenc",
        "lls",
        "hls2",
        "md5",
        "sha1",
        "gmac",
        "sha256",
        "ecdsa",
        "suite1",
        "suite1-ecdsa",
        "suite2"
      })
  void thePeerReads(String run) {
    for (String request : List.of(OurMeter.ENERGY, OurMeter.SCALER, OurMeter.LIST)) {
      assertEquals(meter.expected(request), answers.get(run).value(request), request);
    }
    String error = answers.get(run).error(OurMeter.UNKNOWN);
    assertTrue(error.contains("undefined object"), error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrapper-auth",
        "wrapper-enc",
        "wrapper-authenc",
        "hdlc-auth",
        "hdlc-enc",
        "hdlc-authenc",
        "lls",
        "hls2",
        "md5",
        "sha1",
        "gmac",
        "sha256"
      })
  void thePeerWritesAndCalls(String run) {
    for (String request : OurMeter.WRITING) {
      assertEquals(meter.expected(request), answers.get(run + "-writing").value(request), request);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile", "blocks", "gbt", "ciphered-blocks"})
  void thePeerReadsTheProfileByRangeAndByEntries(String run) {
    for (String framing : List.of("wrapper-", "hdlc-")) {
      for (String request : OurMeter.SELECTING) {
        assertEquals(
            meter.expected(request), answers.get(framing + run).value(request), framing + request);
      }
    }
  }

  @Test
  void thePeerUnderstandsTheObjectList() {
    assertEquals(meter.expected("objects"), answers.get("objects").value("objects"));
  }

  /** Not with high level security: the peer would write where it has to read. */
  @ParameterizedTest
  @ValueSource(strings = {"short-names", "short-names-lls"})
  void thePeerUsesShortNames(String run) {
    List<String> requests = shortNames();
    assertEquals(meter.expected(OurMeter.ENERGY), answers.get(run).value(requests.get(0)));
    assertEquals(meter.expected(OurMeter.SCALER), answers.get(run).value(requests.get(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "secret", "unknown"})
  void theMeterRefusesTheWrong(String run) {
    assertFalse(answers.get(run).associated(), answers.get(run)::toString);
  }

  @Test
  void theMeterDeniesWhatTheClientMayNot() {
    answers.get("denied").error(OurMeter.SET);
    answers.get("denied").error(OurMeter.DISCONNECT);
  }
}
