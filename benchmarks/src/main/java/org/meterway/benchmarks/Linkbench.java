/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the neutral load generator linkbench against the gateway and, side by side in the same run,
 * against its bare C relay and against socat, and prints a Markdown table of medians.
 *
 * <p>A single source file without dependencies:
 *
 * <pre>
 * java benchmarks/src/main/java/org/meterway/benchmarks/Linkbench.java --tools DIR [--pin CORE] [--rounds N] [--quick] [--store DISK]
 * </pre>
 *
 * {@code DIR} holds {@code linkbench.c} and {@code relay.c}; they are compiled with {@code cc} into
 * a temporary folder. With {@code --pin} the load generator and its subject share one core. The
 * gateway keeps its queues in memory, as the relay does; what the disk costs is {@code
 * DurableUplink}'s to say.
 */
public final class Linkbench {
  private static final Path GATEWAY = Path.of("distribution/target/meterway/bin/meterway");
  private static final Pattern PHASE = Pattern.compile("\\{\"phase\".*?\"steal_share\":[^}]*}");

  private final Path work;
  private final String core;
  private final int rounds;
  private final boolean quick;
  private final String store;

  private Linkbench(Path work, String core, int rounds, boolean quick, String store) {
    this.work = work;
    this.core = core;
    this.rounds = rounds;
    this.quick = quick;
    this.store = store;
  }

  /** What carries the messages. */
  private enum Subject {
    GATEWAY,
    RELAY,
    SOCAT
  }

  /** One row of the table: what is measured. */
  private record Load(String mode, int links, int payload) {}

  /** What one run of linkbench said. */
  private record Figures(
      double upRate,
      double downRate,
      double upMedian,
      double upP99,
      double downMedian,
      double downP99,
      long bad,
      long residentKb) {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = Arrays.asList(arguments);
    Path tools = Path.of(option(options, "--tools", "../shared/tools/linkbench"));
    Path work = Files.createTempDirectory("linkbench");
    try {
      for (String program : List.of("linkbench", "relay")) {
        run(
            List.of(
                "cc", "-O2", "-o", work.resolve(program).toString(), tools + "/" + program + ".c"));
      }
      boolean quick = options.contains("--quick");
      new Linkbench(
              work,
              option(options, "--pin", ""),
              Integer.parseInt(option(options, "--rounds", quick ? "1" : "3")),
              quick,
              option(options, "--store", "MEMORY"))
          .compare();
    } finally {
      delete(work);
    }
  }

  private void compare() throws IOException, InterruptedException {
    System.out.println(
        "| mode | links | bytes | subject | up frames/s | down frames/s | up p50 / p99 us |"
            + " down p50 / p99 us | lost or wrong | RSS MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (Load load : loads()) {
      List<Subject> subjects =
          load.mode().equals("raw")
              ? List.of(Subject.SOCAT)
              : List.of(Subject.GATEWAY, Subject.RELAY);
      List<List<Figures>> results =
          subjects.stream().<List<Figures>>map(subject -> new ArrayList<>()).toList();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < subjects.size(); i++) {
          results.get(i).add(measure(load, subjects.get(i)));
        }
      }
      for (int i = 0; i < subjects.size(); i++) {
        print(load, subjects.get(i), results.get(i));
      }
    }
  }

  private List<Load> loads() {
    if (quick) {
      return List.of(new Load("quec", 8, 256));
    }
    return Stream.of("quec", "stuffed", "raw")
        .flatMap(
            mode ->
                IntStream.of(1, 8)
                    .boxed()
                    .flatMap(
                        links ->
                            IntStream.of(64, 256, 1024)
                                .mapToObj(payload -> new Load(mode, links, payload))))
        .toList();
  }

  private Figures measure(Load load, Subject subject) throws IOException, InterruptedException {
    int port = freePort();
    Path links = Files.createTempDirectory(work, "links");
    List<String> command = new ArrayList<>();
    if (!core.isEmpty()) {
      command.addAll(List.of("taskset", "-c", core));
    }
    int warmUp = subject == Subject.GATEWAY ? 240_000 / load.links() : 200;
    command.addAll(List.of(work.resolve("linkbench").toString(), "--mode", load.mode()));
    command.addAll(List.of("--links", "" + load.links(), "--payload", "" + load.payload()));
    command.addAll(List.of("--count", "" + 160_000 / load.links(), "--window", "16"));
    command.addAll(List.of("--lat-count", "1000", "--rate", "100", "--warmup", "" + warmUp));
    command.addAll(List.of("--connect-wait", "60", "--port", "" + port));
    command.addAll(List.of("--link-dir", links.toString()));
    command.addAll(List.of("--exec", start(subject, load, port, links)));
    return figures(run(command));
  }

  private String start(Subject subject, Load load, int port, Path links) throws IOException {
    return switch (subject) {
      case RELAY ->
          "exec %s/relay --links %d --link-dir %s --port %d --mode %s"
              .formatted(work, load.links(), links, port, load.mode());
      case SOCAT -> "exec socat FILE:{link},rawer TCP:127.0.0.1:" + port + ",nodelay";
      case GATEWAY -> {
        Path config = Files.createTempFile(work, "config", ".json");
        Files.writeString(config, configuration(load, port, links));
        yield "exec %s run --config %s --data %s --http off >%s/gateway.log 2>&1"
            .formatted(
                GATEWAY.toAbsolutePath(), config, Files.createTempDirectory(work, "data"), work);
      }
    };
  }

  private String configuration(Load load, int port, Path links) {
    List<String> entries = new ArrayList<>();
    entries.add("\"org.meterway.store.PayloadStore\": { \"mode\": \"%s\" }".formatted(store));
    for (int i = 0; i < load.links(); i++) {
      entries.add(
          """
          "org.meterway.serial.SerialPort~m%1$d": { "device": "%2$s/link%1$d", "reopenDelayMs": 100 },
          "org.meterway.tcp.TcpHeadEnd~m%1$d": { "host": "127.0.0.1", "port": %3$d },
          "org.meterway.link.MeterLink~m%1$d": {
            "MeterPort.target": "(kura.service.pid=m%1$d)",
            "HeadEnd.target": "(kura.service.pid=m%1$d)",
            "framing": "%4$s"
          }"""
              .formatted(i, links, port, load.mode().equals("quec") ? "LENGTH" : "STUFFED"));
    }
    return "{\n" + String.join(",\n", entries) + "\n}\n";
  }

  private static Figures figures(String json) {
    double upRate = 0;
    double downRate = 0;
    double upMedian = 0;
    double upP99 = 0;
    double downMedian = 0;
    double downP99 = 0;
    long bad = 0;
    Matcher phases = PHASE.matcher(json.replace("\n", ""));
    while (phases.find()) {
      String phase = phases.group();
      boolean up = phase.contains("\"dir\":\"up\"");
      for (String kind :
          List.of("lost", "corrupted", "bad_frames", "duplicated", "reordered", "wrong_link")) {
        bad += (long) number(phase, kind);
      }
      if (phase.contains("\"phase\":\"latency\"")) {
        if (up) {
          upMedian = number(phase, "p50");
          upP99 = number(phase, "p99");
        } else {
          downMedian = number(phase, "p50");
          downP99 = number(phase, "p99");
        }
      } else if (up) {
        upRate = number(phase, "frames_per_s");
      } else {
        downRate = number(phase, "frames_per_s");
      }
    }
    return new Figures(
        upRate,
        downRate,
        upMedian,
        upP99,
        downMedian,
        downP99,
        bad,
        (long) number(json, "rss_peak_kb"));
  }

  private static double number(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\":(-?[0-9.]+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("linkbench did not say " + key + ": " + json);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static void print(Load load, Subject subject, List<Figures> rounds) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %s | %,.0f | %,.0f | %.0f / %.0f | %.0f / %.0f | %d | %.0f |%n",
        load.mode(),
        load.links(),
        load.payload(),
        subject.name().toLowerCase(Locale.ROOT),
        median(rounds, Figures::upRate),
        median(rounds, Figures::downRate),
        median(rounds, Figures::upMedian),
        median(rounds, Figures::upP99),
        median(rounds, Figures::downMedian),
        median(rounds, Figures::downP99),
        rounds.stream().mapToLong(Figures::bad).sum(),
        median(rounds, figures -> figures.residentKb() / 1024.0));
  }

  private static double median(
      List<Figures> rounds, java.util.function.ToDoubleFunction<Figures> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() == 1) {
      throw new IOException("failed: " + String.join(" ", command) + "\n" + output);
    }
    return output;
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at >= 0 && at + 1 < options.size() ? options.get(at + 1) : otherwise;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
