/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandsTest {
  @TempDir private Path folder;

  @Test
  void aMeterAloneSendsAndSumsUpAndTakesItsLinkAway() {
    Path link = folder.resolve("meter");
    List<String> lines =
        Run.of(
                "",
                "simulate",
                "meter",
                "--pty",
                link.toString(),
                "--at-once",
                "--rate",
                "1000",
                "--questions",
                "0",
                "--count",
                "3")
            .goodLines();

    assertTrue(lines.get(0).startsWith("meter1 sits at " + link + " (/dev/pts/"), lines.get(0));
    assertTrue(lines.get(1).endsWith("meter1 sends 0x2100 transparent, 48 bytes, seq 0"));
    assertEquals(
        "summary: sent=3 asked=0 answered=0 downlinks=0 missing=0 reordered=0 foreign bytes=0",
        lines.get(lines.size() - 1));
    assertEquals(false, Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aMeterSendsAMessageOfTheUser() {
    Path link = folder.resolve("meter");
    String message = "{\"protocol\":\"0x2300\",\"command\":\"0xd0\",\"payload\":\"0201\"}";
    List<String> lines =
        Run.of(
                "",
                "simulate",
                "meter",
                "--pty",
                link.toString(),
                "--at-once",
                "--questions",
                "0",
                "--count",
                "1",
                "--message",
                message)
            .goodLines();

    assertTrue(lines.get(1).endsWith("meter1 sends " + message), lines.get(1));
    assertEquals("summary: sent=1 replies=0 asked=0 answered=0", lines.get(lines.size() - 1));
  }

  @Test
  void aModemShowsWhatHappensToItAndTakesItsLinkAway() {
    Path link = folder.resolve("modem");
    List<String> lines =
        Run.of(
                "say RING\nsignal x\ndance\nfault mute on\nsay HIDDEN\n",
                "simulate",
                "modem",
                "--pty",
                link.toString(),
                "--seconds",
                "0.5")
            .goodLines();

    assertTrue(lines.get(0).startsWith("the modem sits at " + link + " (/dev/pts/"), lines.get(0));
    assertTrue(lines.get(1).endsWith("modem says RING"), lines.get(1));
    assertEquals("expected signal with a number up to 99", lines.get(2));
    assertEquals(
        "'dance' is none of sms, say, signal, register, stick, sim, fault, restart", lines.get(3));
    assertEquals("summary: commands=0 sent=0 radio cycles=0", lines.get(4));
    assertEquals(false, Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aMessageThatIsNoneIsWrongUsage() {
    String link = folder.resolve("meter").toString();
    Run.of("", "simulate", "meter", "--pty", link, "--message", "{\"protocol\":\"0x23000\"}")
        .failsWith(
            ExitStatus.USAGE,
            "meterway simulate meter: --message: \"protocol\" is \"0x23000\", expected a text"
                + " from \"0x00\" to \"0xffff\"");
  }

  @Test
  void aMeterThatWaitsForAGatewayEndsWhenItsTimeIsOver() {
    Path link = folder.resolve("meter");
    List<String> lines =
        Run.of("", "simulate", "meter", "--pty", link.toString(), "--seconds", "0.1").goodLines();

    assertEquals("waiting for a gateway to answer (--at-once does not wait)", lines.get(1));
    assertTrue(lines.get(lines.size() - 1).startsWith("summary: "), lines.toString());
  }

  @Test
  void aMeterDoesNotReplaceAFile() throws Exception {
    Path file = Files.createFile(folder.resolve("precious"));

    Run.of("", "simulate", "meter", "--pty", file.toString())
        .failsWith(
            ExitStatus.USAGE,
            "meterway simulate meter: --pty " + file + " is there already and is no symbolic link");
    assertTrue(Files.exists(file));
  }

  @Test
  void aMeterNeedsADeviceThatIsThere() {
    Path absent = folder.resolve("ttyX");

    Run.of("", "simulate", "meter", "--device", absent.toString())
        .failsWith(ExitStatus.FAULT, "meterway simulate meter: no such file: " + absent);
  }

  @Test
  void aHeadEndAloneListensAndSumsUp() {
    List<String> lines =
        Run.of("", "simulate", "headend", "--port", "0", "--seconds", "0.1").goodLines();

    assertTrue(lines.get(0).matches("head end listens on 127.0.0.1:\\d+"), lines.get(0));
    assertEquals(
        "summary: bytes=0, no numbered payloads of simulated meters among them", lines.get(1));
  }

  @Test
  void aHeadEndConfirmsWithNumbersAndKeepsThem() {
    Path state = folder.resolve("state");
    headEnd("--confirm", "sequence", "--state", state.toString()).goodLines();
    assertTrue(Files.exists(state));
  }

  @Test
  void whatAHeadEndDoesNotKnowIsWrongUsage() {
    String prefix = "meterway simulate headend: ";
    headEnd("--confirm", "sometimes")
        .failsWith(
            ExitStatus.USAGE,
            prefix + "--confirm is sometimes, expected none, sequence or pattern");
    headEnd("--confirm", "pattern")
        .failsWith(ExitStatus.USAGE, prefix + "--confirm pattern and --pattern go together");
    headEnd("--confirm", "pattern", "--pattern", "OK\\q")
        .failsWith(
            ExitStatus.USAGE,
            prefix
                + "--pattern is OK\\q, expected a text with \\r \\n \\t \\\\ \\xHH, or hex:7E01");
    headEnd("--fault", "reset-after=0")
        .failsWith(ExitStatus.USAGE, prefix + "--fault is reset-after=0, expected bytes from 1");
    headEnd("--state", "x")
        .failsWith(ExitStatus.USAGE, prefix + "--state needs --confirm sequence");
    headEnd("--tls").failsWith(ExitStatus.USAGE, prefix + "--tls needs --certificate and --key");
    headEnd("--get", "meter1:0x8003")
        .failsWith(
            ExitStatus.USAGE, prefix + "--get, --set and --interactive need --confirm sequence");
    headEnd("--confirm", "sequence", "--get", "meter1")
        .failsWith(
            ExitStatus.USAGE,
            prefix + "'get meter1', expected get LINK:0x8003 or set LINK:0x8002=0101");
  }

  private static Run headEnd(String... options) {
    List<String> words =
        new ArrayList<>(List.of("simulate", "headend", "--port", "0", "--seconds", "0.1"));
    words.addAll(List.of(options));
    return Run.of("", words.toArray(String[]::new));
  }

  @Test
  void aPortInUseIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Run run = Run.of("", "simulate", "headend", "--port", "" + taken.getLocalPort());

      assertTrue(
          run.err()
              .startsWith(
                  "meterway simulate headend: cannot listen on 127.0.0.1:"
                      + taken.getLocalPort()
                      + ": "),
          run.err());
      assertEquals(ExitStatus.FAULT, run.exitStatus());
    }
  }
}
