/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.simulator.dlms.DlmsMeterOptions;
import org.meterway.simulator.dlms.DlmsTestMeter;
import org.meterway.simulator.dlms.MeterKeys;

class DlmsCommandsTest {
  private static final String REGISTER = "3:1.0.1.8.0.255:2";
  private static final String DISCONNECT = "70:0.0.96.3.10.255:1";

  /** The recordings are resources of the bundle's own tests. */
  private static final Path RECORDED =
      Path.of("../bundles/dlms/src/test/resources/org/meterway/dlms/vectors");

  private static DlmsTestMeter meter;

  @TempDir static Path folder;

  @BeforeAll
  static void startMeter() throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress("127.0.0.1", 0);
    meter =
        DlmsTestMeter.start(
            DlmsMeterOptions.builder()
                .tcp(anywhere)
                .udp(anywhere)
                .tcpHdlc(anywhere)
                .tcpModeE(anywhere)
                .keys(MeterKeys.usual(SecuritySuite.SUITE_0))
                .profileRows(100)
                .build());
    Files.writeString(folder.resolve("password"), "12345678\n");
    Files.writeString(folder.resolve("wrong"), "87654321\n");
    Files.writeString(folder.resolve("ek"), "00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n");
    Files.writeString(folder.resolve("ak"), "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF");
  }

  @AfterAll
  static void stopMeter() throws IOException {
    meter.close();
  }

  @Test
  void readsRegistersInTheirUnit() {
    Run run = dlms("read", tcp(), REGISTER, "--json");

    JsonObject read = json(run.good());
    assertEquals(REGISTER, read.getString("object"));
    assertEquals("Wh", read.getString("unit"));
    assertTrue(read.getJsonNumber("value").longValue() > 0);
  }

  @Test
  void tellsOfEachObjectWhatIsWrongAndReadsTheOthers() {
    Run run = dlms("read", tcp(), "3:9.9.9.9.9.255:2", REGISTER, "--json");

    assertEquals(ExitStatus.FAULT, run.exitStatus());
    List<String> lines = run.out().lines().toList();
    assertEquals("{\"object\":\"3:9.9.9.9.9.255:2\",\"error\":\"object-undefined\"}", lines.get(0));
    assertEquals("Wh", json(lines.get(1)).getString("unit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrapper", "udp", "hdlc", "mode-e"})
  void readsOverEachFraming(String framing) {
    List<String> options =
        switch (framing) {
          case "wrapper" -> List.of(tcp());
          case "udp" -> List.of("udp://127.0.0.1:" + meter.udpPort());
          case "hdlc" -> List.of("tcp://127.0.0.1:" + meter.tcpHdlcPort(), "--framing", "hdlc");
          default -> List.of("tcp://127.0.0.1:" + meter.tcpModeEPort(), "--framing", "mode-e");
        };

    Run run = dlms("read", options, REGISTER, "--json");

    assertEquals("Wh", json(run.good()).getString("unit"));
  }

  @ParameterizedTest
  @CsvSource({
    "lls,none",
    "md5,none",
    "sha1,none",
    "sha256,none",
    "gmac,none",
    "gmac,auth",
    "gmac,enc",
    "gmac,authenc",
    "lls,authenc"
  })
  void readsWithEachSecurity(String authentication, String ciphering) {
    Run run = dlms("read", secured(authentication, ciphering), REGISTER, "--json");

    assertEquals("Wh", json(run.good()).getString("unit"));
  }

  @Test
  void readsByShortNames() {
    assertEquals(
        "Wh",
        json(dlms("read", tcp(), REGISTER, "--json", "--referencing", "sn").good())
            .getString("unit"));
  }

  @Test
  void withoutAssociationTheStatusIsThreeAndTheReasonIsInWords() throws IOException {
    Run wrong =
        dlms(
            "read",
            List.of(tcp(), "--client", "1", "--auth", "lls"),
            REGISTER,
            "--password-file",
            folder.resolve("wrong").toString());

    assertEquals(3, wrong.exitStatus());
    assertTrue(wrong.err().contains("the password is wrong"), wrong.err());
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Run refused = dlms("read", "tcp://127.0.0.1:" + closed, REGISTER);
    assertEquals(3, refused.exitStatus());
    assertTrue(refused.err().contains("no association with tcp://127.0.0.1:" + closed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read http://x:1 3:1.0.1.8.0.255:2|names no meter",
        "read tcp://127.0.0.1 3:1.0.1.8.0.255:2|has no port",
        "read tcp://127.0.0.1:1 3:1.0.1.8.0.255|is no object, expected CLASS:OBIS:NUMBER",
        "read tcp://127.0.0.1:1 3:1.0.1.8.0.255:500|expected a number of -128 to 127",
        "read tcp://127.0.0.1:1 3:1.0.1.8.0.999:2|is no logical name",
        "read serial:/dev/null?baud=1 3:1.0.1.8.0.255:2|expected baudRate=",
        "read tcp://127.0.0.1:1 3:1.0.1.8.0.255:2 --framing x|see 'meterway dlms read --help'",
        "read udp://127.0.0.1:1 3:1.0.1.8.0.255:2 --framing hdlc|does not go over UDP",
        "read tcp://127.0.0.1:1 3:1.0.1.8.0.255:2 --auth gmac|--client-title is needed",
        "read tcp://127.0.0.1:1 3:1.0.1.8.0.255:2 --json --csv|choose one",
        "write tcp://127.0.0.1:1 1:0.0.96.1.1.255:2 long:x|'x' is no long",
        "write tcp://127.0.0.1:1 1:0.0.96.1.1.255:2 nothing:1|no type is called 'nothing'",
        "profile tcp://127.0.0.1:1 1.0.99.1.0.255 --from x|expected a time as",
        "profile tcp://127.0.0.1:1 1.0.99.1.0.255 --to 2026-01-01|--to needs --from",
        "clock tcp://127.0.0.1:1 --shift 1000|expected -900 to 900",
        "listen|say where to listen",
        "meter|say where the meter is",
        "meter --tcp 127.0.0.1:0 --fault NONSENSE|with one of NO_ANSWER"
      })
  void wrongUsageIsNamed(String arguments, String words) {
    Run run = dlms(arguments.split(" "));

    assertEquals(ExitStatus.USAGE, run.exitStatus(), run.err());
    assertTrue(run.err().contains(words), run.err());
    assertFalse(run.err().contains("internal error"), run.err());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    List<String> access = secured("lls", "none");
    String object = "1:0.0.96.1.1.255:2";

    dlms("write", access, object, "octet-string:0102030405").good();

    assertEquals(
        "x0102030405", json(dlms("read", access, object, "--json").good()).getString("value"));
  }

  @Test
  void callsMethods() {
    Run done = dlms("call", secured("lls", "none"), DISCONNECT, "--json");
    assertEquals("success", json(done.good()).getString("result"));

    Run denied = dlms("call", tcp(), DISCONNECT, "--json");
    assertEquals(ExitStatus.FAULT, denied.exitStatus());
    assertEquals("read-write-denied", json(denied.out()).getString("error"));
  }

  @Test
  void readsProfilesAsTableJsonAndCsv() {
    List<String> table = dlms("profile", tcp(), "1.0.99.1.0.255").goodLines();
    List<String> csv = dlms("profile", tcp(), "1.0.99.1.0.255", "--csv").goodLines();
    List<String> some =
        dlms("profile", tcp(), "1.0.99.1.0.255", "--first", "3", "--last", "7", "--json")
            .goodLines();

    assertEquals(101, table.size());
    assertTrue(table.get(0).startsWith("0.0.1.0.0.255  "), table.get(0));
    assertEquals(101, csv.size());
    assertTrue(csv.get(0).startsWith("0.0.1.0.0.255,"), csv.get(0));
    assertEquals(5, some.size());
    assertTrue(json(some.get(0)).containsKey("1.0.1.8.0.255"), some.get(0));
  }

  @Test
  void listsObjects() {
    List<String> objects = dlms("objects", tcp(), "--json").goodLines();

    assertTrue(objects.size() > 20, () -> "only " + objects.size());
    assertTrue(
        objects.stream()
            .map(DlmsCommandsTest::json)
            .anyMatch(o -> o.getInt("class") == 7 && o.getString("obis").equals("1.0.99.1.0.255")));
  }

  @Test
  void readsAndSetsTheClock() {
    JsonObject clock = json(dlms("clock", tcp(), "--json").good());

    assertEquals("8:0.0.1.0.0.255:2", clock.getString("object"));
    assertTrue(Math.abs(clock.getJsonNumber("ahead").doubleValue()) < 60, clock::toString);
  }

  @Test
  void tracesEachFrame() {
    Run run = dlms("read", tcp(), REGISTER, "--json", "--trace");

    List<JsonObject> frames = run.err().lines().map(DlmsCommandsTest::json).toList();
    assertEquals("AARQ", frames.get(0).getString("apdu"));
    assertEquals("AARE", frames.get(1).getString("apdu"));
    assertEquals("get-request-normal", frames.get(2).getString("apdu"));
    assertTrue(frames.get(2).getString("bytes").startsWith("00010010"), frames::toString);
  }

  static Stream<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files.filter(file -> file.toString().endsWith(".hex")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void explainsRecordings(Path recording) throws IOException {
    long frames =
        Files.readAllLines(recording).stream().filter(line -> line.matches("[<>] .*")).count();

    Run run = dlms("decode", recording.toString());

    boolean hasBrokenFrames = recording.getFileName().toString().contains("exception");
    assertTrue(run.exitStatus() == ExitStatus.GOOD || hasBrokenFrames, () -> run.out() + run.err());
    assertEquals(frames, run.out().lines().map(DlmsCommandsTest::json).count());
  }

  @Test
  void whatIsNoRecordingIsNamedWithItsLine() {
    Run run = Run.of("# fine\n> 00zz\n", "dlms", "decode");

    assertEquals(ExitStatus.USAGE, run.exitStatus());
    assertTrue(run.err().contains("line 2: 'z' where hex digits are expected"), run.err());
  }

  private static List<String> secured(String authentication, String ciphering) {
    return List.of(
        tcp(),
        "--client",
        "1",
        "--auth",
        authentication,
        "--ciphering",
        ciphering,
        "--client-title",
        "4B55520000000001",
        "--password-file",
        folder.resolve("password").toString(),
        "--ek-file",
        folder.resolve("ek").toString(),
        "--ak-file",
        folder.resolve("ak").toString(),
        "--counter-file",
        folder.resolve("counter").toString());
  }

  private static String tcp() {
    return "tcp://127.0.0.1:" + meter.tcpPort();
  }

  private static Run dlms(String command, List<String> first, String... rest) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(first);
    arguments.addAll(Arrays.asList(rest));
    return dlms(arguments.toArray(new String[0]));
  }

  private static Run dlms(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dlms"));
    all.addAll(Arrays.asList(arguments));
    return Run.of("", all.toArray(new String[0]));
  }

  private static JsonObject json(String line) {
    return Json.createReader(new StringReader(line)).readObject();
  }
}
