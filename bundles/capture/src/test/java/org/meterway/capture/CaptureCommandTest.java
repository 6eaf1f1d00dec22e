/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.rfc1662.Rfc1662FrameCodec;

class CaptureCommandTest {
  private static final Path PAGE = Path.of("../../docs/reference/shell.md");

  @TempDir Path folder;

  private final Recorder recorder =
      new Recorder(
          () -> Optional.of(new Rfc1662FrameCodec()),
          (listener, links) -> () -> {},
          "Meterway test");
  private Optional<Path> place = Optional.empty();
  private final CaptureCommand command =
      new CaptureCommand(
          recorder,
          () -> CaptureOptions.DEFAULTS,
          () -> place,
          () -> recorder.describe("capture", ""),
          () -> List.of("meter1", "meter2"));

  @AfterEach
  void close() {
    recorder.close();
  }

  private String type(int status, String... words) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    assertEquals(status, command.run(List.of(words), out), output.toString());
    out.flush();
    return output.toString();
  }

  @Test
  void aCaptureIsStartedToldAndStopped() {
    place = Optional.of(folder);
    assertEquals("No capture runs.\n", type(1, "stop"));
    assertTrue(type(0, "start", "meter1").startsWith("Capturing meter1 into " + folder));
    assertTrue(type(0, "status").startsWith("CAPTURING\n  links: meter1\n"));
    assertTrue(type(1, "start").startsWith("No capture: a capture runs already, into "));
    assertTrue(type(0, "stop").startsWith("0 packets, last in " + folder));
    assertTrue(type(0).startsWith("OFF\n"));
  }

  @Test
  void oneFileMayBeNamed() {
    place = Optional.of(folder);
    type(0, "start", "--file", "mine.pcapng", "--packets", "10", "--seconds", "5");
    type(0, "stop");
    assertTrue(Files.exists(folder.resolve("mine.pcapng")));
    assertTrue(type(1, "start", "--file", "mine.pcapng").contains("is there already"));
  }

  @Test
  void wrongCallsSayWhatWouldBeRight() {
    assertEquals("\"begin\": expected start, stop or status\n", type(2, "begin"));
    assertEquals("unknown link \"m\": links are meter1, meter2\n", type(2, "start", "m"));
    assertEquals("--seconds needs a value\n", type(2, "start", "--seconds"));
    assertEquals(
        "--seconds is \"x\", expected a whole number from 1 to 604800\n",
        type(2, "start", "--seconds", "x"));
    assertEquals(
        "unknown option \"--size\": options are --file, --seconds, --packets\n",
        type(2, "start", "--size"));
    assertTrue(type(1, "start").startsWith("The platform has no folder for captures"));
  }

  @Test
  void candidatesAreActionsLinksAndOptions() {
    assertEquals(List.of("start", "stop", "status"), command.complete(List.of("st")));
    assertEquals(List.of("meter2"), command.complete(List.of("start", "meter1", "")));
    assertEquals(List.of("--file"), command.complete(List.of("start", "--f")));
    assertEquals(List.of(), command.complete(List.of("start", "--file", "")));
    assertEquals(List.of(), command.complete(List.of("stop", "")));
  }

  @Test
  void theReferencePageHoldsTheHelp() throws IOException {
    String section = "## capture\n\n```text\n" + CaptureCommand.HELP + "```\n";
    assertTrue(
        Files.readString(PAGE).contains(section), "docs/reference/shell.md lacks " + section);
  }
}
