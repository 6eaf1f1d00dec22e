/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The standalone gateway as a process of its own, which is killed and started again. It dies with
 * the process that made it.
 */
final class GatewayRun implements AutoCloseable {
  private static final long STOP_SECONDS = 20;

  /**
   * Threads of the Java machine, of the framework and of the store's further queues, which come and
   * go as they like.
   */
  private static final List<String> MACHINE_THREADS =
      List.of(
          "FelixResolver",
          "C1 Comp",
          "C2 Comp",
          "GC Thread",
          "VM ",
          "G1 ",
          "Attach",
          "Signal",
          "Sweeper",
          "meterway-store-");

  private final Path log;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private Process process;
  private int starts;

  /**
   * @param prefix what runs the gateway, such as {@code nsenter}; may be empty
   */
  GatewayRun(
      Path folder, List<String> prefix, Map<String, String> environment, List<String> command) {
    this.folder = folder;
    this.log = folder.resolve("gateway.log");
    this.environment = Map.copyOf(environment);
    this.command = new ArrayList<>(Shell.dyingWithUs());
    this.command.addAll(prefix);
    this.command.addAll(command);
  }

  /** Starts it, without waiting for anything. */
  synchronized void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
    starts++;
  }

  /** Kills it as the power does, and waits until it is gone. */
  synchronized void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as a service manager does; whether it did so by itself, and in time. */
  synchronized boolean stop() throws InterruptedException {
    if (!process.isAlive()) {
      return false;
    }
    process.destroy();
    boolean ended = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      kill();
    }
    // The status of TERM, where the shutdown was orderly and did not set another.
    return ended && (process.exitValue() == 143 || process.exitValue() == 0);
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  synchronized long pid() {
    return process.pid();
  }

  synchronized int starts() {
    return starts;
  }

  /** What it has said. */
  String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** The names of its threads without those of the Java machine, with how many have each. */
  Map<String, Integer> threads() throws IOException {
    Map<String, Integer> names = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        String name = read(task.resolve("comm")).strip();
        if (MACHINE_THREADS.stream().noneMatch(name::startsWith)) {
          names.merge(name.replaceAll("[0-9]+", "#"), 1, Integer::sum);
        }
      }
    }
    return names;
  }

  /** What its descriptors point to, with how many do. */
  Map<String, Integer> descriptors() throws IOException {
    Map<String, Integer> targets = new TreeMap<>();
    try (Stream<Path> links = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
      for (Path link : links.toList()) {
        try {
          String target = Files.readSymbolicLink(link).toString();
          // A bundle is read from elsewhere once it was updated.
          String name = target.endsWith(".jar") ? "jar" : target.replaceAll("[0-9]+", "#");
          targets.merge(name, 1, Integer::sum);
        } catch (IOException e) {
          // Closed meanwhile.
          continue;
        }
      }
    }
    return targets;
  }

  /** Empty where the thread has just ended. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "VM ";
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
