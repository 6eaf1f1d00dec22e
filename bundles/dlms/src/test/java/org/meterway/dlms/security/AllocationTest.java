/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What a client's ciphered GET costs in memory: nearly all of it is the JDK's cipher at each new
 * vector.
 */
class AllocationTest {
  private static final int ROUNDS = 2000;

  /** The public implementations take 7.2 and 17.4 kB for the whole of a ciphered GET. */
  private static final long MOST = 4096;

  @Test
  void aRequestAndItsResponseTakeLittle() throws CipheringException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] request = Recording.hex("C001C100030100010800FF0200");
    byte[] response = Recording.hex("C401C1000600BC614E");
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION));
      server.policy(SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION));
      byte[][] responses = new byte[2 * ROUNDS][];
      for (int i = 0; i < responses.length; i++) {
        responses[i] = server.protect(response, 0, response.length).toByteArray();
      }
      long begin = 0;
      for (int i = 0; i < responses.length; i++) {
        if (i == ROUNDS) {
          begin = threads.getCurrentThreadAllocatedBytes();
        }
        client.protect(request, 0, request.length);
        client.unprotect(responses[i], 0, responses[i].length);
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - begin) / ROUNDS;
      assertTrue(each < MOST, each + " octets for a request and its response");
    }
  }
}
