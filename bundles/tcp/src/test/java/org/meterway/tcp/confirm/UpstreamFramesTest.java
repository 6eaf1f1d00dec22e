/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The frames of docs/reference/confirmed-delivery.md, byte by byte. */
class UpstreamFramesTest {
  private static final UUID STREAM = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  @Test
  void helloNamesTheStreamAndTheInstance() {
    assertHex(
        "00000019" + "01" + "4d574344" + "01" + "00112233445566778899aabbccddeeff" + "686573",
        UpstreamFrames.hello(STREAM, "hes"));
  }

  @Test
  void aNameThatIsTooLongEndsWithAWholeCharacter() {
    byte[] hello = UpstreamFrames.hello(STREAM, "\u00e4".repeat(200));
    assertEquals(26 + 254, hello.length);
    assertEquals(22 + 254, ByteBuffer.wrap(hello).getInt());
  }

  @Test
  void dataHasItsNumberBeforeThePayload() {
    ByteBuffer frame = ByteBuffer.allocate(UpstreamFrames.DATA_HEADER);
    UpstreamFrames.putDataHeader(frame, 258, 2);
    assertHex("0000000b" + "02" + "0000000000000102", frame.array());
  }

  @Test
  void signsOfLifeAreEmpty() {
    assertHex("0000000103", UpstreamFrames.ping());
    assertHex("0000000104", UpstreamFrames.pong());
  }

  @Test
  void aResponseRepeatsTheRequestsId() {
    assertHex(
        "00000007" + "05" + "00000007" + "00" + "0a",
        UpstreamFrames.response(7, ResponseStatus.DONE, new byte[] {10}));
    assertHex(
        "00000006" + "05" + "ffffffff" + "06",
        UpstreamFrames.response(-1, ResponseStatus.TOO_MANY, new byte[0]));
  }

  private static void assertHex(String expected, byte[] frame) {
    assertEquals(expected, HexFormat.of().formatHex(frame));
  }
}
