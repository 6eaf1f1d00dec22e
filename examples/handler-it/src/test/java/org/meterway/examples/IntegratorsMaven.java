/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Maven, as an integrator runs it: with a local repository into which the distribution's folder
 * {@code maven} was copied. Everything else in it is that of the build that runs this test, by
 * symbolic links: nothing is downloaded twice, and none of Meterway's artifacts gets into it.
 */
final class IntegratorsMaven {
  private static final long PATIENCE_SECONDS = 300;
  private static final Path OURS = Path.of("org", "meterway");

  private final Path repository;

  /**
   * Makes the local repository.
   *
   * @param repository a folder that is not there yet
   * @param shared the local repository of the build that runs this test
   * @param distribution the distribution's folder {@code maven}
   */
  IntegratorsMaven(Path repository, Path shared, Path distribution) throws IOException {
    this.repository = repository;
    Files.createDirectories(repository.resolve(OURS.getParent()));
    link(shared, repository, OURS.getName(0));
    link(shared.resolve(OURS.getName(0)), repository.resolve(OURS.getName(0)), OURS.getFileName());
    copy(distribution, repository);
  }

  private static void link(Path from, Path to, Path except) throws IOException {
    for (Path child : children(from)) {
      if (!child.getFileName().equals(except)) {
        Files.createSymbolicLink(to.resolve(child.getFileName()), child.toAbsolutePath());
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Runs Maven in a folder; fails with all of its output when it fails. */
  void run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("meterway.test.maven"));
    command.add("-B");
    command.add("-Dmaven.repo.local=" + repository);
    File settings = new File(System.getProperty("meterway.test.settings"));
    if (settings.exists()) {
      command.addAll(List.of("-s", settings.toString()));
    }
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "maven", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " takes too long:\n" + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(command + " failed:\n" + Files.readString(log));
    }
    Files.delete(log);
  }
}
