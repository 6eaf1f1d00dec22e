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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of jDLMS and Meterway's test meter. */
class JdlmsClientIT {
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
      for (String security : List.of("lls", "gmac,ciphering=authenc")) {
        String options = line + ",client=1,auth=" + security;
        String name = framing + "-" + security.substring(security.indexOf('=') + 1);
        runs.add(meter.run(name, options, OurMeter.READING));
        runs.add(meter.run(name + "-writing", options, OurMeter.WRITING));
        runs.add(meter.run(name + "-profile", options, OurMeter.SELECTING));
      }
    }
    runs.add(meter.run("password", "client=1,auth=lls,password=00000000", OurMeter.READING));
    runs.add(meter.run("unknown", "client=99,timeout=400", OurMeter.READING));
    answers = Peer.JDLMS.run(runs);
  }

  @AfterAll
  static void stopIt() throws Exception {
    meter.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wrapper", "wrapper-lls", "wrapper-authenc", "hdlc", "hdlc-lls", "hdlc-authenc"})
  void thePeerReads(String run) {
    for (String request : List.of(OurMeter.ENERGY, OurMeter.SCALER, OurMeter.LIST)) {
      assertEquals(meter.expected(request), answers.get(run).value(request), request);
    }
    String error = answers.get(run).error(OurMeter.UNKNOWN);
    assertTrue(error.contains("OBJECT_UNDEFINED"), error);
    for (String request : OurMeter.SELECTING) {
      assertEquals(meter.expected(request), answers.get(run + "-profile").value(request), request);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrapper-lls", "wrapper-authenc", "hdlc-lls", "hdlc-authenc"})
  void thePeerWritesAndCalls(String run) {
    for (String request : OurMeter.WRITING) {
      assertEquals(meter.expected(request), answers.get(run + "-writing").value(request), request);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "unknown"})
  void theMeterRefusesTheWrong(String run) {
    assertFalse(answers.get(run).associated(), answers.get(run)::toString);
  }
}
