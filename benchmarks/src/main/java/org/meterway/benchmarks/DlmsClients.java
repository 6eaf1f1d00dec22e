/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares clients of DLMS/COSEM: Meterway's, jDLMS, gurux.dlms, and a bare socket as the floor.
 * All read from one and the same meter, each in a process of its own, in turn; prints a Markdown
 * table of medians over the rounds.
 *
 * <p>A single source file without dependencies. The peers are under the GPL: they are run as
 * processes, from the folder where the integration tests put them.
 *
 * <pre>
 * mvn -q -pl itests/dlms,benchmarks -am -DskipTests package
 * java benchmarks/src/main/java/org/meterway/benchmarks/DlmsClients.java [--pin CORE] [--rounds N] [--clients NAME,...]
 * </pre>
 *
 * With {@code --pin} client and meter share one core. What is measured, and how, is in {@code
 * DlmsLoad}.
 */
public final class DlmsClients {
  private static final Path PEERS = Path.of("itests/dlms/target/peers");
  private static final Path METER = Path.of("itests/dlms/src/peers/java/GuruxServer.java");
  private static final Path SOURCES = Path.of("benchmarks/src/main/java/org/meterway/benchmarks");
  private static final Path PEER_SOURCES = Path.of("benchmarks/src/peers/java");
  private static final Path LIBRARY = Path.of("bundles/dlms/target/classes");

  /** 1000 rows of 28 octets, and what is around them. */
  private static final double PROFILE_BYTES = 28_013;

  private static final int LIMIT_MINUTES = 5;

  private final Path work;
  private final String core;
  private final int rounds;
  private final List<Subject> subjects;

  private DlmsClients(Path work, String core, int rounds, List<Subject> subjects) {
    this.work = work;
    this.core = core;
    this.rounds = rounds;
    this.subjects = subjects;
  }

  /** Who reads. */
  private enum Subject {
    METERWAY("Meterway", "org.meterway.benchmarks.MeterwayLoad", LIBRARY.toString()),
    JDLMS("jDLMS 1.8.0", "JdlmsLoad", PEERS + "/jdlms/*"),
    GURUX("gurux.dlms 4.0.47", "GuruxLoad", PEERS + "/gurux/*"),
    GURUX_NET("gurux.dlms with gurux.net 1.0.22", "GuruxLoad", PEERS + "/gurux/*", "net"),
    SOCKET("bare socket", "org.meterway.benchmarks.SocketLoad", "");

    private final String title;
    private final String program;
    private final String libraries;
    private final List<String> arguments;

    Subject(String title, String program, String libraries, String... arguments) {
      this.title = title;
      this.program = program;
      this.libraries = libraries;
      this.arguments = List.of(arguments);
    }

    /** The source file of its program. */
    Path source() {
      String name = program.substring(program.lastIndexOf('.') + 1) + ".java";
      return (program.contains(".") ? SOURCES : PEER_SOURCES).resolve(name);
    }

    boolean can(boolean ciphered) {
      return this != SOCKET || !ciphered;
    }
  }

  /** What one client said of itself. */
  private record Figures(double[] values) {
    static Figures median(List<Figures> rounds) {
      double[] medians = new double[rounds.get(0).values.length];
      for (int i = 0; i < medians.length; i++) {
        int column = i;
        double[] sorted =
            rounds.stream().mapToDouble(round -> round.values[column]).sorted().toArray();
        medians[i] = sorted[sorted.length / 2];
      }
      return new Figures(medians);
    }
  }

  /** Runs the comparison. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = Arrays.asList(arguments);
    Path work = Files.createTempDirectory("dlms-clients");
    try {
      new DlmsClients(
              work,
              option(options, "--pin", ""),
              Integer.parseInt(option(options, "--rounds", "5")),
              Arrays.stream(
                      option(options, "--clients", "meterway,jdlms,gurux,gurux_net,socket")
                          .split(","))
                  .map(name -> Subject.valueOf(name.toUpperCase(Locale.ROOT)))
                  .toList())
          .compare();
    } finally {
      delete(work);
    }
  }

  private void compare() throws IOException, InterruptedException {
    for (Subject subject : subjects) {
      compile(
          folder(subject), subject.libraries, SOURCES.resolve("DlmsLoad.java"), subject.source());
    }
    Path meter = work.resolve("meter");
    String jars = PEERS + "/gurux/*";
    compile(meter, jars, METER);
    Process process =
        new ProcessBuilder(
                command(
                    List.of(),
                    meter + File.pathSeparator + jars,
                    "GuruxServer",
                    "w:pdu=65535,rows=1000"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String port = port(process);
      System.out.println(
          "| security | client | GET/s | p50 us | CPU us a GET | with GC and JIT | B a GET |"
              + " 1000 rows ms | CPU ms | allocated / received |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|");
      for (boolean ciphered : new boolean[] {false, true}) {
        compare(port, ciphered);
      }
    } finally {
      process.destroy();
    }
  }

  private void compare(String port, boolean ciphered) throws IOException, InterruptedException {
    Map<Subject, List<Figures>> results = new EnumMap<>(Subject.class);
    // The first round warms the meter.
    for (int round = 0; round <= rounds; round++) {
      for (Subject subject : subjects) {
        if (subject.can(ciphered)) {
          Figures figures = measure(subject, port, ciphered);
          if (round > 0) {
            results.computeIfAbsent(subject, any -> new ArrayList<>()).add(figures);
          }
        }
      }
    }
    results.forEach((subject, figures) -> print(subject, ciphered, Figures.median(figures)));
  }

  private static void print(Subject subject, boolean ciphered, Figures figures) {
    double[] values = figures.values();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %.1f | %.2f | %.2f | %.0f | %.2f | %.2f | %.1f |%n",
        ciphered ? "GMAC, authenticated encryption" : "none",
        subject.title,
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5],
        values[6],
        values[7] / PROFILE_BYTES);
  }

  private Figures measure(Subject subject, String port, boolean ciphered)
      throws IOException, InterruptedException {
    List<String> command =
        command(
            List.of("-Xmx256m"),
            folder(subject) + File.pathSeparator + subject.libraries,
            subject.program,
            port,
            ciphered ? "ciphered" : "plain");
    command.addAll(subject.arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      StringBuilder output = new StringBuilder();
      try (BufferedReader reader = reader(process)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (line.startsWith("@figures ")) {
            return new Figures(
                Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray());
          }
          output.append(line).append('\n');
        }
      }
      throw new IOException(subject + " gave no figures:\n" + output);
    } finally {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    }
  }

  private static String port(Process meter) throws IOException {
    String port = "";
    BufferedReader reader = reader(meter);
    for (String line = reader.readLine(); !"@ready".equals(line); line = reader.readLine()) {
      if (line == null) {
        throw new IOException("the meter does not start");
      }
      if (line.startsWith("@port ")) {
        port = line.substring(line.lastIndexOf(' ') + 1);
      }
    }
    return port;
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private Path folder(Subject subject) {
    return work.resolve(subject.name());
  }

  private List<String> command(
      List<String> options, String classPath, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (!core.isEmpty()) {
      command.addAll(List.of("taskset", "-c", core));
    }
    command.add(tool("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program));
    command.addAll(List.of(arguments));
    return command;
  }

  private static void compile(Path target, String libraries, Path... sources)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool("javac"), "-nowarn", "-proc:none", "-cp", libraries, "-d", target.toString()));
    for (Path source : sources) {
      command.add(source.toString());
    }
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(
          "cannot compile " + Arrays.toString(sources) + "; is " + libraries + " there?");
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String option(List<String> options, String name, String otherwise) {
    int index = options.indexOf(name);
    return index < 0 ? otherwise : options.get(index + 1);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
