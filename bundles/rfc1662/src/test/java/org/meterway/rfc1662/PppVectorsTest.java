/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Layout;
import org.meterway.rfc1662.FrameRecorder.Found;
import org.meterway.rfc1662.FrameRecorder.Frame;

/** Frames of PPP implementations: pppd with Linux, lwIP, slirp. */
class PppVectorsTest {
  private static List<byte[]> lines(String name) throws IOException {
    try (InputStream file = PppVectorsTest.class.getResourceAsStream("ppp/" + name + ".hex")) {
      return new String(file.readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> HexFormat.of().parseHex(line.trim()))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fcs32-synthetic",
        "linux-default-a",
        "linux-default-b",
        "linux-driven",
        "linux-fullaccm-a",
        "linux-lcp-alone",
        "linux-to-lwip-accm",
        "linux-xonxoff-a",
        "lwip-default",
        "lwip-noacfc",
        "slirp-accm",
        "slirp-driven"
      })
  void everyFrameOfAPeerIsRead(String name) throws IOException {
    FrameCheck check = name.startsWith("fcs32") ? FrameCheck.FCS32 : FrameCheck.FCS16;
    List<byte[]> lines = lines(name);
    byte[] stream = Input.join(lines.toArray(byte[][]::new));
    FrameFormat ppp = Samples.stuffed(Layout.PPP, check, 0, 1500);
    List<Found> expected = Input.whole(ppp, stream).found();
    assertEquals(lines.size(), expected.size());
    long position = 0;
    for (int i = 0; i < lines.size(); i++) {
      Frame frame = (Frame) expected.get(i);
      assertEquals(position, frame.position());
      assertEquals(lines.get(i).length, frame.wireLength());
      assertEquals(fieldsOf(lines.get(i), check), protocolAndInformation(frame));
      position += frame.wireLength();
    }
    FrameFormat any = Samples.stuffed(Layout.ANY, check, 0, 1500);
    assertEquals(expected, Input.whole(any, stream).found());
    assertEquals(expected, Input.byteByByte(any, stream).found());
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int round = 0; round < 50; round++) {
      assertEquals(expected, Input.randomly(ppp, stream, random).found());
    }
  }

  private static String protocolAndInformation(Frame frame) {
    return "%04x %s".formatted(frame.protocol(), frame.information());
  }

  /** Reads a line apart in the plainest way. */
  private static String fieldsOf(byte[] line, FrameCheck check) {
    byte[] content = new byte[line.length];
    int length = 0;
    for (int i = 1; i < line.length - 1; i++) {
      content[length++] = line[i] == 0x7D ? (byte) (line[++i] ^ 0x20) : line[i];
    }
    String hex = HexFormat.of().formatHex(Arrays.copyOf(content, length - check.length()));
    String fields = hex.startsWith("ff03") ? hex.substring(4) : hex;
    boolean compressed = (Integer.parseInt(fields.substring(0, 2), 16) & 1) == 1;
    return compressed
        ? "00" + fields.substring(0, 2) + " " + fields.substring(2)
        : fields.substring(0, 4) + " " + fields.substring(4);
  }
}
