/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the gateway takes to start with four links and without HTTP, and what it then has
 * resident. Ports and head ends are not there; data folders are new. A single source file without
 * dependencies:
 *
 * <pre>
 * java benchmarks/src/main/java/org/meterway/benchmarks/StartUp.java [--rounds N] [--links N] [--after SECONDS]
 * </pre>
 */
public final class StartUp {
  private static final Path GATEWAY = Path.of("distribution/target/meterway/bin/meterway");
  private static final String UP = "Meterway is up";

  private StartUp() {}

  /**
   * What one start took.
   *
   * @param cpuMillis the processor time until it was up
   */
  private record Start(double millis, double cpuMillis, double residentMb) {}

  /** Starts it several times, and prints each and the medians. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = Arrays.asList(arguments);
    int rounds = Integer.parseInt(option(options, "--rounds", "5"));
    int links = Integer.parseInt(option(options, "--links", "4"));
    int after = Integer.parseInt(option(options, "--after", "10"));
    Path work = Files.createTempDirectory("start-up");
    try {
      Path config = Files.writeString(work.resolve("config.json"), configuration(links, work));
      start(config, work.resolve("warm-up"), 0);
      List<Start> starts = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        starts.add(start(config, work.resolve("data" + round), after));
        print("start " + (round + 1), starts.get(round));
      }
      print(
          "median",
          new Start(
              median(starts, Start::millis),
              median(starts, Start::cpuMillis),
              median(starts, Start::residentMb)));
      System.out.printf(
          Locale.ROOT,
          "load of the machine at the end: %.2f%n",
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    } finally {
      delete(work);
    }
  }

  private static String configuration(int links, Path work) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < links; i++) {
      entries.add(
          """
          "org.meterway.serial.SerialPort~m%1$d": { "device": "%2$s/port%1$d" },
          "org.meterway.tcp.TcpHeadEnd~m%1$d": { "host": "127.0.0.1", "port": 9 },
          "org.meterway.link.MeterLink~m%1$d": {
            "MeterPort.target": "(kura.service.pid=m%1$d)",
            "HeadEnd.target": "(kura.service.pid=m%1$d)"
          }"""
              .formatted(i, work));
    }
    return "{\n" + String.join(",\n", entries) + "\n}\n";
  }

  private static Start start(Path config, Path data, int after)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process gateway =
        new ProcessBuilder(
                GATEWAY.toString(),
                "run",
                "--config",
                config.toString(),
                "--data",
                data.toString(),
                "--http",
                "off")
            .redirectErrorStream(true)
            .start();
    BufferedReader output = gateway.inputReader(StandardCharsets.UTF_8);
    try {
      for (String line = output.readLine(); ; line = output.readLine()) {
        if (line == null) {
          throw new IOException("the gateway ended");
        }
        if (line.startsWith(UP)) {
          break;
        }
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      double cpu = gateway.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
      Thread reader = new Thread(() -> output.lines().forEach(line -> {}));
      reader.setDaemon(true);
      reader.setUncaughtExceptionHandler((thread, e) -> {}); // The gateway has ended.
      reader.start();
      gateway.waitFor(after, TimeUnit.SECONDS);
      return new Start(millis, cpu, resident(gateway.pid()));
    } finally {
      gateway.destroy();
      gateway.waitFor();
    }
  }

  private static double resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("the gateway ended");
  }

  private static double median(
      List<Start> starts, java.util.function.ToDoubleFunction<Start> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void print(String what, Start start) {
    System.out.printf(
        Locale.ROOT,
        "%-8s up after %,.0f ms (processor %,.0f ms), %.1f MB resident%n",
        what,
        start.millis(),
        start.cpuMillis(),
        start.residentMb());
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at >= 0 && at + 1 < options.size() ? options.get(at + 1) : otherwise;
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
