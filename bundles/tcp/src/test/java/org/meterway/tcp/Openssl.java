/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code openssl}, where the machine has it. */
final class Openssl {
  private static final Pattern ACCEPTS = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)");

  private Openssl() {}

  /** Whether it is there, in a version that says which port it took. */
  static boolean isThere() {
    try {
      Process process = new ProcessBuilder("openssl", "version").start();
      String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return version.startsWith("OpenSSL 3");
    } catch (IOException e) {
      return false;
    }
  }

  static void run(Path folder, String command) {
    try {
      List<String> words = new ArrayList<>(List.of("openssl"));
      words.addAll(List.of(command.split(" ")));
      Process process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A running {@code openssl s_server} that takes one connection after the other. */
  static final class Server implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final StringBuffer output = new StringBuffer();

    Server(Path folder, String options) {
      List<String> words = new ArrayList<>(List.of("openssl", "s_server"));
      words.addAll(List.of("-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key"));
      words.addAll(List.of(options.split(" ")));
      try {
        process =
            new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      reader = new Thread(this::read, "openssl-output");
      reader.setDaemon(true);
      reader.start();
    }

    int port() {
      Await.until("openssl listens: " + output, () -> ACCEPTS.matcher(output).find());
      Matcher accepts = ACCEPTS.matcher(output);
      accepts.find();
      return Integer.parseInt(accepts.group(1));
    }

    /** What it printed: what it received, among its own words. */
    String output() {
      return output.toString();
    }

    /** A line to its input: a command if it is a single letter, otherwise text for the client. */
    void type(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    }

    private void read() {
      try (BufferedReader in = process.inputReader(StandardCharsets.ISO_8859_1)) {
        for (int letter = in.read(); letter >= 0; letter = in.read()) {
          output.append((char) letter);
        }
      } catch (IOException e) {
        output.append(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
        reader.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
