/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * The load of {@code DlmsClients}: one client of DLMS/COSEM measures itself, in its own process,
 * while it reads the same register over and over and then 1000 rows of a load profile. What it used
 * of the processor and of the heap is that of all its threads.
 */
public final class DlmsLoad {
  /** What is read over and over, and what it must be. */
  public static final String REGISTER = "1.0.1.8.0.255";

  public static final long REGISTER_VALUE = 12_345_678;
  public static final String PROFILE = "1.0.99.1.0.255";
  public static final int ROWS = 1000;

  private static final int WARM_UP = 30_000;
  private static final int BATCHES = 30;
  private static final int GETS = 1000;
  private static final int PROFILES = 60;
  private static final double MICROSECOND = 1_000;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private DlmsLoad() {}

  /** One client under measurement, associated with the meter. */
  public interface Client extends AutoCloseable {
    /** Reads the register and returns its value as a number. */
    long get() throws Exception;

    /** Reads the load profile whole and decodes each cell; returns the number of rows. */
    int profile() throws Exception;

    @Override
    void close() throws IOException;
  }

  /** Makes a client. */
  public interface Factory {
    /** Associates: without security, or with GMAC and authenticated encryption. */
    Client connect(int port, boolean ciphered) throws Exception;
  }

  /** Measures and prints one line, {@code @figures} and eight numbers. */
  public static void measure(String[] arguments, Factory factory) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    boolean ciphered = arguments[1].equals("ciphered");
    try (Client client = factory.connect(port, ciphered)) {
      gets(client, WARM_UP, new long[WARM_UP]);
      long[] latencies = new long[BATCHES * GETS];
      double[] cpu = new double[BATCHES];
      long process = PROCESS.getProcessCpuTime();
      double[] allocated = new double[BATCHES];
      long started = System.nanoTime();
      for (int batch = 0; batch < BATCHES; batch++) {
        long cpuBefore = cpu();
        long allocatedBefore = allocated();
        long[] batchLatencies = new long[GETS];
        gets(client, GETS, batchLatencies);
        allocated[batch] = (allocated() - allocatedBefore) / (double) GETS;
        cpu[batch] = (cpu() - cpuBefore) / MICROSECOND / GETS;
        System.arraycopy(batchLatencies, 0, latencies, batch * GETS, GETS);
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      double processCpu = (PROCESS.getProcessCpuTime() - process) / MICROSECOND / latencies.length;
      Arrays.sort(latencies);
      double[] profileMilliseconds = new double[PROFILES];
      double[] profileCpu = new double[PROFILES];
      double[] profileAllocated = new double[PROFILES];
      for (int i = -PROFILES; i < PROFILES; i++) {
        long cpuBefore = cpu();
        long allocatedBefore = allocated();
        long before = System.nanoTime();
        if (client.profile() != ROWS) {
          throw new IllegalStateException("not all rows");
        }
        if (i >= 0) {
          profileMilliseconds[i] = (System.nanoTime() - before) / 1e6;
          profileAllocated[i] = allocated() - allocatedBefore;
          profileCpu[i] = (cpu() - cpuBefore) / 1e6;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "@figures %.0f %.2f %.2f %.2f %.0f %.3f %.3f %.0f%n",
          latencies.length / seconds,
          latencies[latencies.length / 2] / MICROSECOND,
          median(cpu),
          processCpu,
          median(allocated),
          median(profileMilliseconds),
          median(profileCpu),
          median(profileAllocated));
    }
  }

  private static void gets(Client client, int count, long[] latencies) throws Exception {
    for (int i = 0; i < count; i++) {
      long before = System.nanoTime();
      if (client.get() != REGISTER_VALUE) {
        throw new IllegalStateException("a wrong value");
      }
      latencies[i] = System.nanoTime() - before;
    }
  }

  /**
   * Nanoseconds of processor that all threads of the client have used; those of the JVM excepted.
   */
  private static long cpu() {
    long sum = 0;
    for (long time : THREADS.getThreadCpuTime(THREADS.getAllThreadIds())) {
      sum += Math.max(time, 0);
    }
    return sum;
  }

  /** Bytes that all threads have allocated. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(bytes, 0);
    }
    return sum;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
