/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the frame codec and the baseline in one run of JMH and prints the table of the README.
 * Arguments go to JMH instead.
 */
public final class CodecTable {
  private static final String BASELINE = "decode BYTE_AT_A_TIME";

  private CodecTable() {}

  /** The command line. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      org.openjdk.jmh.Main.main(arguments);
      return;
    }
    print(run());
  }

  private static Collection<RunResult> run() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(DecodeBenchmark.class.getName())
                .include(EncodeBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  private static void print(Collection<RunResult> results) {
    Map<String, Map<Integer, RunResult>> rows = new TreeMap<>(Comparator.naturalOrder());
    for (RunResult result : results) {
      int size = Integer.parseInt(result.getParams().getParam("size"));
      rows.computeIfAbsent(name(result), name -> new TreeMap<>()).put(size, result);
    }
    System.out.println("| GB/s on the line (times the baseline) | 64 | 256 | 1500 | B a frame |");
    System.out.println("|---|---|---|---|---|");
    rows.forEach(
        (name, sizes) -> {
          StringBuilder line = new StringBuilder("| " + name + " |");
          sizes.forEach(
              (size, result) -> {
                double rate = rate(result);
                double baseline = rate(rows.get(BASELINE).get(size));
                line.append(String.format(Locale.ROOT, " %.2f", rate / 1e9));
                line.append(
                    name.startsWith("decode") && !name.equals(BASELINE)
                        ? String.format(Locale.ROOT, " (%.1f) |", rate / baseline)
                        : " |");
              });
          RunResult longest = sizes.get(1500);
          double allocated =
              longest.getSecondaryResults().get("gc.alloc.rate.norm").getScore()
                  / ((1 << 20) / 1500);
          System.out.println(line + String.format(Locale.ROOT, " %.2f |", allocated));
        });
  }

  private static String name(RunResult result) {
    if (result.getParams().getParamsKeys().contains("decoder")) {
      return "decode " + result.getParams().getParam("decoder");
    }
    return "encode "
        + result.getParams().getParam("framing")
        + "_"
        + result.getParams().getParam("check");
  }

  /** The median over the forks of the bytes for each second of processor time. */
  private static double rate(RunResult result) {
    double[] forks =
        result.getBenchmarkResults().stream().mapToDouble(CodecTable::forkRate).sorted().toArray();
    return DoubleStream.of(forks).skip(forks.length / 2).findFirst().orElseThrow();
  }

  private static double forkRate(BenchmarkResult fork) {
    double bytes = fork.getSecondaryResults().get("bytes").getScore();
    return 1e9 * bytes / fork.getSecondaryResults().get("cpuNanos").getScore();
  }
}
