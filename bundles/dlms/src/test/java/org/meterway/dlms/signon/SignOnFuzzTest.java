/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Any bytes at any time, at both ends of a sign-on. */
class SignOnFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    int pace = choices.octet();
    byte[] bytes = choices.rest();
    SignOnServer server = new SignOnServer("MWY", "METER", "", 9600);
    int taken = server.put(bytes, 0, bytes.length);
    assertTrue(taken == bytes.length || server.isDone());
    assertTrue(server.output().length < 100);

    SignOnClient client = new SignOnClient("", 9600, (pace & 1) != 0, 200, 100, 1);
    long now = 0;
    client.start(now);
    try {
      for (int i = 0; i < bytes.length && !client.next(now); i++) {
        client.put(bytes, i, 1, now);
        assertTrue(client.output().length < 100);
        now += pace;
      }
    } catch (SignOnException e) {
      assertTrue(now >= 100);
    }
  }

  @Override
  protected List<String> words() {
    return List.of("/?", "!\r\n", "/ABC5", "\u0006252\r\n");
  }
}
