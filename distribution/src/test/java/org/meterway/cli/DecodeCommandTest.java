/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeCommandTest {
  private static final String HELLO = "7eff0300210006bf68656c6c6f37e97e";
  private static final String HELLO_JSON =
      "{\"offset\":%d,\"length\":%d,\"protocol\":\"0x2100\",\"command\":\"SERIAL_NET\",\"payload\":\"68656c6c6f\"}\n";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hello(int offset, int length) {
    return HELLO_JSON.formatted(offset, length);
  }

  @Test
  void printsTheObjectOfTheContract() {
    assertEquals(hello(0, 16), Run.of(HELLO, "decode").good());
  }

  @Test
  void ignoresSpacesLineEndsCaseAndCommentLines() {
    String text = "# captured today\n 7E ff\t03\r\n00\n  # and: zz\n210006bf68656c6c6f37e97\ne";

    assertEquals(hello(0, 16), Run.of(text, "decode").good());
  }

  @Test
  void takesRawBytesAndFiles(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("capture.bin"), bytes(HELLO));

    assertEquals(hello(0, 16), Run.of(bytes(HELLO), "decode", "--raw").good());
    assertEquals(hello(0, 16), Run.of("", "decode", "--raw", file.toString()).good());
  }

  @Test
  void printsNothingForNothing() {
    assertEquals("", Run.of("", "decode").good());
    assertEquals("", Run.of("# only words\n", "decode").good());
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "stuffed"})
  void coversFlagsAlone(String framing) {
    assertEquals(
        "{\"offset\":0,\"length\":3,\"idle\":true}\n",
        Run.of("7e7e7e", "decode", "--framing", framing).good());
  }

  @Test
  void coversFillFlagsWithTheNeighbouringObjects() {
    List<JsonObject> objects =
        objects(Run.of("7e7e" + HELLO + "7e7e" + HELLO + "7e7e7e", "decode").goodLines());

    assertEquals(2, objects.size());
    assertCovers(2 + 16 + 2 + 16 + 3, objects);
  }

  @Test
  void tellsAFaultAndTheFrameBehindIt() {
    String damaged = HELLO.replace("6c6c", "6c6d");
    Run run = Run.of(damaged + HELLO, "decode");

    assertEquals(ExitStatus.FAULT, run.exitStatus());
    List<JsonObject> objects = objects(run.out().lines().toList());
    assertEquals("FCS_MISMATCH", objects.get(0).getString("error"));
    assertEquals("68656c6c6f", objects.get(objects.size() - 1).getString("payload"));
    assertCovers(32, objects);
    assertEquals("", run.err());
  }

  @Test
  void tellsAMalformedBodyOfAGoodFrame() {
    String frame =
        Run.of("{\"protocol\":\"0x2200\",\"command\":\"GET\",\"data\":\"018003\"}", "encode")
            .good();
    Run run = Run.of(frame, "decode");

    assertEquals(ExitStatus.FAULT, run.exitStatus());
    JsonObject object = objects(run.out().lines().toList()).get(0);
    assertEquals("GET", object.getString("command"));
    assertEquals("018003", object.getString("payload"));
    assertEquals("MALFORMED_BODY", object.getString("error"));
    assertTrue(object.getString("reason").contains("018003"), object.toString());
  }

  @Test
  void decodesAFrameCutAtEveryPlaceToObjectsThatCoverIt() {
    for (String framing : List.of("length", "stuffed")) {
      byte[] frame = bytes(HELLO);
      for (int cut = 0; cut < frame.length; cut++) {
        byte[] head = java.util.Arrays.copyOf(frame, cut);
        Run run = Run.of(head, "decode", "--raw", "--framing", framing);
        assertCovers(cut, objects(run.out().lines().toList()));
        boolean onlyFlag = cut <= 1;
        assertEquals(onlyFlag ? ExitStatus.GOOD : ExitStatus.FAULT, run.exitStatus());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "stuffed"})
  void findsFramesInNoiseAndCoversEachByteOnce(String framing) {
    Random random = new Random(42);
    String frame =
        Run.of("{\"payload\":\"68656c6c6f7e7d\"}", "encode", "--framing", framing).good().strip();
    for (int round = 0; round < 60; round++) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      int frames = 1 + random.nextInt(4);
      for (int i = 0; i < frames; i++) {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        stream.writeBytes(noise);
        stream.writeBytes(bytes(frame));
      }
      Run run = Run.of(stream.toByteArray(), "decode", "--raw", "--framing", framing);
      List<JsonObject> objects = objects(run.out().lines().toList());
      assertCovers(stream.size(), objects);
      assertEquals(
          frames, objects.stream().filter(o -> o.containsKey("payload")).count(), run.out());
    }
  }

  @Test
  void tellsPppFramesFromMetersFramesInAStuffedCapture() {
    // Both ids are possible PPP protocol numbers; only the bytes tell the layouts apart.
    String meter =
        Run.of(
                "{\"protocol\":\"0xc021\",\"command\":\"0xC3\",\"data\":\"0102\"}",
                "encode",
                "--framing",
                "stuffed")
            .good()
            .strip();
    String ppp =
        "7eff7d23c0217d217d217d207d347d227d267d207d207d207d207d257d26f97d38dfc97d277d227d287d22cbf77e";
    List<JsonObject> objects =
        objects(
            Run.of(meter + ppp + meter.substring(2), "decode", "--framing", "stuffed").goodLines());

    assertEquals(3, objects.size());
    assertEquals("0102", objects.get(0).getString("payload"));
    assertEquals("0xc021", objects.get(1).getString("protocol"));
    assertEquals(
        "0101001402060000000005 06f918dfc907020802".replace(" ", ""),
        objects.get(1).getString("information"));
    assertEquals("0102", objects.get(2).getString("payload"));
    assertCovers(bytes(meter + ppp + meter.substring(2)).length, objects);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7eff 0g|meterway decode: line 1, column 7: 'g' is not a hex digit",
        "7eff|",
        "'7eff\n# x\n 0x03'|meterway decode: line 3, column 3: 'x' is not a hex digit",
        "7ef|meterway decode: line 1, column 4: a single hex digit at the end, expected pairs",
        "7e # no|meterway decode: line 1, column 4: '#' is not a hex digit",
        "'7\ne#no'|meterway decode: line 2, column 2: '#' is not a hex digit",
        "7eé|meterway decode: line 1, column 3: byte c3 (for bytes as they are use --raw) is not a hex digit"
      })
  void tellsWhereTheTextIsNoHex(String text, String error) {
    Run run = Run.of(text, "decode");
    if (error == null) {
      assertEquals(ExitStatus.FAULT, run.exitStatus());
    } else {
      run.failsWith(ExitStatus.USAGE, error);
    }
  }

  @Test
  void printsWhatCameBeforeTheTextWentWrong() {
    Run run = Run.of(HELLO + HELLO + "zz", "decode");

    assertEquals(hello(0, 16) + hello(16, 16), run.out());
    assertEquals(ExitStatus.USAGE, run.exitStatus());
  }

  @Test
  void readsTextOfAnySizeInAnyPieces() {
    int frames = 20_000;
    String out = Run.of((HELLO + " \n").repeat(frames), "decode").good();

    assertEquals(frames, out.lines().count());
    assertTrue(out.endsWith(hello(16 * (frames - 1), 16)));
  }

  @Test
  void endsQuietlyWhenNobodyReadsTheOutput() {
    java.io.OutputStream broken =
        new java.io.OutputStream() {
          @Override
          public void write(int octet) throws java.io.IOException {
            throw new java.io.IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] in = HELLO.repeat(5000).getBytes(StandardCharsets.US_ASCII);
    Main.run(Console.of(new java.io.ByteArrayInputStream(in), broken, err), "decode");

    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000})
  void tellsOnceThatTheOutputIsFull(int frames) {
    java.io.OutputStream full =
        new java.io.OutputStream() {
          @Override
          public void write(int octet) throws java.io.IOException {
            throw new java.io.IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] in = HELLO.repeat(frames).getBytes(StandardCharsets.US_ASCII);
    int status = Main.run(Console.of(new java.io.ByteArrayInputStream(in), full, err), "decode");

    assertEquals(
        "meterway: cannot write the output: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
    assertEquals(ExitStatus.FAULT, status);
  }

  @Test
  void obeysTheFormatOptions() {
    String line = "{\"payload\":\"0011\"}";
    for (List<String> options :
        List.of(
            List.of("--fcs", "32"),
            List.of("--framing", "stuffed", "--accm", "ffffffff"),
            List.of("--framing", "stuffed", "--fcs", "32", "--accm", "0x00020001"))) {
      String frame = Run.of(line, with(options, "encode")).good();
      List<JsonObject> objects = objects(Run.of(frame, with(options, "decode")).goodLines());
      assertEquals("0011", objects.get(0).getString("payload"), options.toString());
    }
    Run tooLong = Run.of(HELLO, "decode", "--max", "5");
    assertEquals(ExitStatus.FAULT, tooLong.exitStatus());
    assertTrue(tooLong.out().contains("TOO_LONG"), tooLong.out());
  }

  private static String[] with(List<String> options, String command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(options);
    return all.toArray(String[]::new);
  }

  static List<JsonObject> objects(List<String> lines) {
    return lines.stream().map(DecodeCommandTest::object).toList();
  }

  private static JsonObject object(String line) {
    try {
      return new JsonText().object(line);
    } catch (JsonText.JsonSyntaxException | JsonInputException e) {
      throw new AssertionError(line, e);
    }
  }

  private static void assertCovers(int length, List<JsonObject> objects) {
    int position = 0;
    for (JsonObject object : objects) {
      assertEquals(position, object.getInt("offset"), objects.toString());
      position += object.getInt("length");
    }
    assertEquals(length, position, objects.toString());
  }
}
