/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gateway's process, under the names that all clients of Prometheus use. What the system does
 * not tell is left out.
 */
final class ProcessMetrics {
  private static final double MILLIS_PER_SECOND = 1000;

  /** Of the fields behind the program's name in stat: times in user and in system mode. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  /** USER_HZ, which is the same on all processors that Linux runs Java on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double KIBI = 1024;

  private final Path process;

  ProcessMetrics() {
    this(Path.of("/proc/self"));
  }

  ProcessMetrics(Path process) {
    this.process = process;
  }

  void addTo(Families families) {
    families.gauge(
        "process_start_time_seconds",
        "Start time of the process, in seconds since 1970",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND);
    processorTime(families);
    memory(families);
    descriptors(families);
    heap(families);
    collectors(families);
  }

  private void processorTime(Families families) {
    String stat = String.join(" ", lines("stat"));
    int name = stat.lastIndexOf(')');
    if (name > 0) {
      String[] fields = stat.substring(name + 2).split(" ");
      families.counter(
          "process_cpu_seconds",
          "Processor time in user and system mode",
          (Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]))
              / TICKS_PER_SECOND);
    }
  }

  private void memory(Families families) {
    for (String line : lines("status")) {
      String[] words = line.split("[:\\s]+");
      switch (words[0]) {
        case "VmRSS" ->
            families.gauge(
                "process_resident_memory_bytes",
                "Resident memory",
                Double.parseDouble(words[1]) * KIBI);
        case "VmSize" ->
            families.gauge(
                "process_virtual_memory_bytes",
                "Virtual memory",
                Double.parseDouble(words[1]) * KIBI);
        case "Threads" ->
            families.gauge(
                "jvm_threads_current", "Threads of the process", Double.parseDouble(words[1]));
        default -> {
          continue;
        }
      }
    }
  }

  private void descriptors(Families families) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      families.gauge("process_open_fds", "Open file descriptors", open.count());
    } catch (IOException e) {
      return; // not told
    }
    lines("limits").stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split(" {2,}")[1])
        .filter(limit -> !limit.equals("unlimited"))
        .forEach(
            limit ->
                families.gauge(
                    "process_max_fds", "Most file descriptors", Double.parseDouble(limit)));
  }

  private static void heap(Families families) {
    Runtime runtime = Runtime.getRuntime();
    String[] heap = {"area", "heap"};
    families.gauge(
        "jvm_memory_used_bytes",
        "Memory of the Java machine in use",
        runtime.totalMemory() - runtime.freeMemory(),
        heap);
    families.gauge(
        "jvm_memory_committed_bytes",
        "Memory of the Java machine that it has from the system",
        runtime.totalMemory(),
        heap);
    families.gauge(
        "jvm_memory_max_bytes", "Memory of the Java machine at most", runtime.maxMemory(), heap);
  }

  private static void collectors(Families families) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      families.counter(
          "jvm_gc_collections",
          "Garbage collections",
          collector.getCollectionCount(),
          "gc",
          collector.getName());
      families.counter(
          "jvm_gc_collection_seconds",
          "Time that garbage collections took",
          collector.getCollectionTime() / MILLIS_PER_SECOND,
          "gc",
          collector.getName());
    }
  }

  private List<String> lines(String file) {
    try {
      return Arrays.asList(Files.readString(process.resolve(file)).split("\n"));
    } catch (IOException e) {
      return List.of(); // not told
    }
  }
}
