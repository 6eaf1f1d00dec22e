/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.message.MessageCodec;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;

/** Octets that an operator has at hand. */
class DecodeCommandTest {
  private static final String FRAME = "7eff0300210006bf68656c6c6f37e97e";

  private final DecodeCommand command =
      new DecodeCommand(
          new FakeServices()
              .with(FrameCodec.class, new Rfc1662FrameCodec())
              .with(MessageCodec.class, new Rfc1662MessageCodec()));

  @Test
  void framesAndFaultsAreShownInTheOrderOfTheLine() {
    Typed typed = Typed.at(command, "00 00", FRAME);
    assertEquals(1, typed.status());
    assertEquals(
        "0: 2 octets: FAULT NOISE: bytes outside a frame: line noise, or another protocol on the"
            + " line\n2: 16 octets: 0x2100 SERIAL_NET, 5 octets 68656c6c6f\n",
        typed.output());
  }

  @Test
  void jsonIsThatOfTheCommandLine() {
    assertEquals(
        "{\"offset\":0,\"length\":16,\"protocol\":\"0x2100\",\"command\":\"SERIAL_NET\","
            + "\"payload\":\"68656c6c6f\"}\n",
        Typed.good(command, "--json", FRAME));
  }

  @Test
  void aWrongCallSaysWhatWouldBeRight() {
    assertTrue(Typed.wrong(command).startsWith("decode needs octets in hex"));
    assertEquals("not pairs of hex digits: 7e f\n", Typed.wrong(command, "7e", "f"));
    assertEquals(
        "--framing is \"x\", expected length or stuffed\n",
        Typed.wrong(command, FRAME, "--framing", "x"));
    assertEquals("--fcs is \"8\", expected 16 or 32\n", Typed.wrong(command, FRAME, "--fcs=8"));
    assertEquals("--fcs needs a value\n", Typed.wrong(command, FRAME, "--fcs"));
  }
}
