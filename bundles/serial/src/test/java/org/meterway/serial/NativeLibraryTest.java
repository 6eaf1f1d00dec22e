/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own for each case: a native library is loaded once in a process. */
@Timeout(120)
class NativeLibraryTest {
  /** Nobody can make a file there, not even root: stands for a temporary folder that is no use. */
  private static final String UNUSABLE = "/proc/unusable";

  /** What runs in the other JVM: prints where the library comes from, or why it does not. */
  static final class Probe {
    private Probe() {}

    /** Takes the configured folder, which may be empty, and the bundle's storage. */
    public static void main(String[] arguments) {
      NativeLibrary library = new NativeLibrary(Path.of(arguments[1]));
      try {
        library.load(arguments[0]);
        library.load("/ignored/as/loaded");
        System.out.println("origin " + library.origin());
      } catch (LineException e) {
        System.out.println("failed " + e.getMessage());
      }
    }
  }

  private static String probe(String folder, String storage) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + UNUSABLE,
                "-Duser.home=" + UNUSABLE,
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                folder,
                storage)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Test
  void givenNoFolder_thenTheLibraryIsUnpackedToTheBundlesStorage(@TempDir Path storage)
      throws Exception {
    String origin = probe("", storage.toString());
    assertTrue(origin.startsWith("origin " + storage), origin);
  }

  @Test
  void givenAFolder_whenStartedAgain_thenWhatWasUnpackedBeforeIsReplaced(@TempDir Path folder)
      throws Exception {
    String first = probe(folder.toString(), UNUSABLE);
    assertEquals("origin " + list(folder).get(0), first);
    String second = probe(folder.toString(), UNUSABLE);
    assertEquals(1, list(folder).size());
    assertEquals("origin " + list(folder).get(0), second);
  }

  @Test
  void givenAFolderThatHoldsTheLibrary_thenItIsTakenFromThere(@TempDir Path folder)
      throws Exception {
    probe(folder.toString(), UNUSABLE);
    Path unpacked = list(folder).get(0);
    assertEquals("origin " + unpacked, probe(unpacked.toString(), UNUSABLE));
  }

  @Test
  void givenNowhereToUnpackTo_thenTheReasonSaysWhatToDo() throws Exception {
    String failure = probe("", UNUSABLE);
    assertTrue(failure.startsWith("failed the native library of jSerialComm"), failure);
    assertTrue(failure.contains("set nativeLibraryFolder to a folder"), failure);
  }
}
