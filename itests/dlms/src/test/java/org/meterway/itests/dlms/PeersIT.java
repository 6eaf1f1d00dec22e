/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The peers among themselves: what fails here is not Meterway's. */
class PeersIT {
  private static PeerServer gurux;

  @BeforeAll
  static void startAMeter() throws Exception {
    gurux = Peer.GURUX.serve("wrapper:", "hdlc:framing=hdlc");
  }

  @AfterAll
  static void stopIt() {
    gurux.close();
  }

  @Test
  void aPeerReadsAPeerOverHdlcWithGmacAndCiphering() throws Exception {
    PeerAnswers answers =
        run(
            Peer.GURUX,
            "framing=hdlc,client=1,auth=gmac,ciphering=authenc,port=" + gurux.port("hdlc"));

    assertTrue(answers.associated(), answers::toString);
    assertEquals("12345678", answers.value("get=3:1.0.1.8.0.255:2"));
    assertTrue(answers.error("get=3:1.0.99.99.99.255:2").contains("undefined object"));
  }

  @Test
  void aPeerRefusesTheWrongPassword() throws Exception {
    PeerAnswers answers =
        run(Peer.JDLMS, "client=1,auth=lls,password=00000000,port=" + gurux.port("wrapper"));

    assertFalse(answers.associated(), answers::toString);
  }

  private static PeerAnswers run(Peer peer, String options) throws Exception {
    List<String> requests = List.of("get=3:1.0.1.8.0.255:2", "get=3:1.0.99.99.99.255:2");
    return peer.run(List.of(new PeerRun("one", options, requests))).get("one");
  }
}
