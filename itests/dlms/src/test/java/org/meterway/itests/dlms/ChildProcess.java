/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that a test started, with what it printed; it ends with the test. */
final class ChildProcess implements AutoCloseable {
  private static final long LIMIT_SECONDS = 30;

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private ChildProcess(String name, List<String> command) throws IOException {
    this.name = name;
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  static ChildProcess start(String name, List<String> command) throws IOException {
    return new ChildProcess(name, command);
  }

  /** Runs a program that has to end by itself and well. */
  static List<String> runToEnd(String name, List<String> command)
      throws IOException, InterruptedException {
    try (ChildProcess child = start(name, command)) {
      if (!child.process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)
          || !child.ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw child.failure("does not end");
      }
      if (child.process.exitValue() != 0) {
        throw child.failure("ended with " + child.process.exitValue());
      }
      return child.output();
    }
  }

  /** The path of a tool of this JDK. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Waits for a line; fails with all that was printed if it does not come. */
  void await(Predicate<String> line) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    synchronized (lines) {
      while (lines.stream().noneMatch(line)) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || ended.getCount() == 0) {
          throw failure("did not say what was awaited");
        }
        lines.wait(Math.min(left, 100));
      }
    }
  }

  List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // The process was ended.
    } finally {
      ended.countDown();
    }
  }

  private IllegalStateException failure(String words) {
    return new IllegalStateException(
        name + " " + words + "; it printed:\n" + String.join("\n", output()));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
