/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.network.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final ProgramRunner runner = new ProgramRunner();

  @Test
  void statusAndLastLineAreTold() throws Exception {
    String program = program("echo first; echo last >&2; echo; exit 3");
    assertEquals(new ProgramRunner.Result(3, "last"), run(program));
  }

  @Test
  void argumentsAreHandedOverAsTheyAre() throws Exception {
    String program = program("printf '%s|%s' \"$1\" \"$2\"");
    assertEquals("a b;$(id)|*", run(program, "a b;$(id)", "*").lastLine());
  }

  @Test
  void theEnvironmentIsHandedOver() throws Exception {
    ProgramRunner.Result result =
        runner.run(List.of(program("echo $WHY")), Map.of("WHY", "dns failed"), LONG);
    assertEquals("dns failed", result.lastLine());
  }

  @Test
  void muchOutputIsReadAndLeftOut() throws Exception {
    String program = program("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done");
    assertEquals("line 19999", run(program).lastLine());
  }

  @Test
  void aLineWithoutAnEndIsBounded() throws Exception {
    String line = run(program("head -c 1000000 /dev/zero | tr '\\0' x")).lastLine();
    assertEquals("x".repeat(300), line);
  }

  @Test
  void itReadsNothing() throws Exception {
    assertEquals(0, run(program("cat")).exit());
  }

  @Test
  void whatTakesTooLongIsKilledWithItsChildren() throws Exception {
    Path pid = folder.resolve("pid");
    String program = program("sleep 600 & echo $! > " + pid + "; wait");
    Thread asker = new Thread(() -> eventually("a child", () -> !read(pid).isEmpty()));
    asker.start();
    ProgramException failed =
        assertThrows(
            ProgramException.class,
            () -> runner.run(List.of(program), Map.of(), Duration.ofSeconds(2)));
    asker.join();
    assertTrue(failed.getMessage().contains("did not end within 2 s"), failed.getMessage());
    long child = Long.parseLong(read(pid));
    eventually(
        "the child is gone",
        () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aChildThatKeepsTheOutputOpenIsNotWaitedFor() throws Exception {
    Path pid = folder.resolve("pid");
    ProgramRunner.Result result = run(program("sleep 600 & echo $! > " + pid + "; echo done"));
    ProcessHandle.of(Long.parseLong(read(pid))).ifPresent(ProcessHandle::destroyForcibly);
    assertEquals(new ProgramRunner.Result(0, "done"), result);
  }

  @Test
  void whatIsInterruptedIsKilled() throws Exception {
    Path pid = folder.resolve("pid");
    String program = program("echo $$ > " + pid + "; exec sleep 600");
    Thread caller =
        new Thread(
            () ->
                assertThrows(
                    InterruptedException.class,
                    () -> runner.run(List.of(program), Map.of(), LONG)));
    caller.start();
    eventually("it runs", () -> !read(pid).isEmpty());
    caller.interrupt();
    caller.join();
    long process = Long.parseLong(read(pid));
    eventually(
        "it is gone", () -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void whatIsNoProgramIsSaid() {
    ProgramException failed = assertThrows(ProgramException.class, () -> run("/no/such/program"));
    assertTrue(failed.getMessage().startsWith("/no/such/program cannot be started"));
  }

  private ProgramRunner.Result run(String... command) throws Exception {
    return runner.run(List.of(command), Map.of(), LONG);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  private String program(String script) throws IOException {
    Path file = Files.createTempFile(folder, "program", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}
