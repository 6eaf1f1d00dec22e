/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What durability costs: payloads of 256 bytes from eight links up to a head end, with the queue in
 * memory, on disk, and on disk until the head end confirms, side by side in one run with a bare C
 * relay and with socat. Prints the disk's own sync rate first, as the yardstick, and then a
 * Markdown table of medians.
 *
 * <p>A single source file without dependencies:
 *
 * <pre>
 * java benchmarks/src/main/java/org/meterway/benchmarks/DurableUplink.java --tools DIR [--pin CORE] [--rounds N] [--folder DIR] [--only SUBJECTS]
 * </pre>
 *
 * {@code --tools} holds {@code linkbench.c} and {@code relay.c}; they are compiled with {@code cc}
 * into a temporary folder. {@code --folder} lies on the disk to measure, and is made where there is
 * none. With {@code --pin} the load generator and its subject share one core. {@code --only} takes
 * names of {@link Subject}, with commas.
 */
public final class DurableUplink {
  private static final Path GATEWAY = Path.of("distribution/target/meterway/bin/meterway");
  private static final Pattern PHASE = Pattern.compile("\\{\"phase\".*?\"steal_share\":[^}]*}");
  private static final int HEAD_ENDS = 8;
  private static final int PAYLOAD = 256;

  /**
   * Eight meters, each with a head end of its own, at 800 payloads a second, and as fast as can be.
   */
  private static final Load SLOW = new Load(8, 100, 1000, "lat,thr");

  /**
   * 10,000 payloads a second. One is on its way a link, so that it takes more links than eight to
   * reach that where a payload takes longer than 0.8 ms; they share the eight head ends.
   */
  private static final Load FAST = new Load(32, 312.5, 5000, "lat");

  private final Path work;
  private final String core;

  private DurableUplink(Path work, String core) {
    this.work = work;
    this.core = core;
  }

  /** What carries the payloads. */
  private enum Subject {
    MEMORY("gateway, queue in memory"),
    WRITTEN("gateway, queue on disk, WRITTEN"),
    CONFIRMED("gateway, queue on disk, CONFIRMED"),
    RELAY("relay in C"),
    SOCAT("socat, bytes without frames");

    private final String words;

    Subject(String words) {
      this.words = words;
    }

    boolean isGateway() {
      return this == MEMORY || this == WRITTEN || this == CONFIRMED;
    }
  }

  /**
   * What linkbench does.
   *
   * @param rate payloads a second and link
   * @param count payloads a link
   */
  private record Load(int links, double rate, int count, String phases) {}

  /** What two runs of linkbench said of a subject. */
  private record Figures(
      double rate,
      double slowMedian,
      double slowP99,
      double fastRate,
      double fastMedian,
      double fastP99,
      double fastCores,
      long bad,
      double residentMb) {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = Arrays.asList(arguments);
    Path tools = Path.of(option(options, "--tools", "../shared/tools/linkbench"));
    Path parent = Path.of(option(options, "--folder", System.getProperty("java.io.tmpdir")));
    Path work =
        Files.createTempDirectory(Files.createDirectories(parent.toAbsolutePath()), "durable");
    List<Subject> subjects =
        Stream.of(option(options, "--only", "").split(","))
            .filter(name -> !name.isBlank())
            .map(name -> Subject.valueOf(name.strip().toUpperCase(Locale.ROOT)))
            .toList();
    try {
      for (String program : List.of("linkbench", "relay")) {
        run(
            List.of(
                "cc", "-O2", "-o", work.resolve(program).toString(), tools + "/" + program + ".c"));
      }
      DurableUplink benchmark = new DurableUplink(work, option(options, "--pin", ""));
      System.out.printf(
          Locale.ROOT, "The disk alone: %,.0f syncs a second of 4 kB each%n%n", syncRate(work));
      benchmark.compare(
          Integer.parseInt(option(options, "--rounds", "3")),
          subjects.isEmpty() ? List.of(Subject.values()) : subjects);
    } finally {
      delete(work);
    }
  }

  /** Appends of a page into a file of full length, each made safe before the next. */
  private static double syncRate(Path folder) throws IOException {
    int pages = 4096;
    ByteBuffer page = ByteBuffer.allocateDirect(4096);
    Path file = folder.resolve("sync-rate");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < pages; i++) {
        channel.write(page.clear(), 4096L * i);
      }
      channel.force(true);
      long begin = System.nanoTime();
      int count = 0;
      while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(2)) {
        channel.write(page.clear(), 4096L * (count++ % pages));
        channel.force(false);
      }
      return count * 1e9 / (System.nanoTime() - begin);
    } finally {
      Files.delete(file);
    }
  }

  private void compare(int rounds, List<Subject> subjects)
      throws IOException, InterruptedException {
    Map<Subject, List<Figures>> results = new EnumMap<>(Subject.class);
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : subjects) {
        results.computeIfAbsent(subject, key -> new ArrayList<>()).add(measure(subject));
      }
    }
    System.out.println(
        "| subject | payloads/s | p50 / p99 us at 800/s | p50 / p99 us at 10,000/s | reached |"
            + " cores | lost or wrong | RSS MB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    results.forEach(DurableUplink::print);
    System.out.printf(
        Locale.ROOT,
        "%nOf %d rounds; load of the machine at the end: %.2f%n",
        rounds,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private Figures measure(Subject subject) throws IOException, InterruptedException {
    String slow = linkbench(subject, SLOW);
    String fast = linkbench(subject, FAST);
    String slowLatency = phase(slow, "latency");
    String fastLatency = phase(fast, "latency");
    return new Figures(
        number(phase(slow, "throughput"), "frames_per_s"),
        number(slowLatency, "p50"),
        number(slowLatency, "p99"),
        number(fastLatency, "frames_per_s"),
        number(fastLatency, "p50"),
        number(fastLatency, "p99"),
        number(fastLatency, "peer_cpu_share"),
        bad(slow) + bad(fast),
        number(slow, "rss_peak_kb") / 1024);
  }

  /** One run of the load generator; a head end of ours stands before it where it cannot speak. */
  private String linkbench(Subject subject, Load load) throws IOException, InterruptedException {
    int port = freePort();
    Path links = Files.createTempDirectory(work, "links");
    try (ConfirmingHeadEnd headEnd = new ConfirmingHeadEnd(port)) {
      int target = subject == Subject.CONFIRMED ? headEnd.port() : port;
      List<String> command = new ArrayList<>();
      if (!core.isEmpty()) {
        command.addAll(List.of("taskset", "-c", core));
      }
      command.addAll(List.of(work.resolve("linkbench").toString(), "--dirs", "up"));
      command.addAll(List.of("--mode", subject == Subject.SOCAT ? "raw" : "quec"));
      command.addAll(List.of("--links", "" + load.links(), "--payload", "" + PAYLOAD));
      command.addAll(List.of("--count", "20000", "--lat-count", "" + load.count()));
      command.addAll(List.of("--rate", "" + load.rate(), "--window", "16"));
      command.addAll(List.of("--phases", load.phases()));
      command.addAll(
          List.of("--warmup", "" + (subject.isGateway() ? 240_000 / load.links() : 200)));
      command.addAll(List.of("--connect-wait", "60", "--port", "" + port));
      command.addAll(List.of("--link-dir", links.toString()));
      command.addAll(List.of("--exec", start(subject, load.links(), target, port, links)));
      return run(command).replace("\n", "");
    }
  }

  private String start(Subject subject, int count, int target, int port, Path links)
      throws IOException {
    return switch (subject) {
      case RELAY ->
          "exec %s/relay --links %d --link-dir %s --port %d --mode quec"
              .formatted(work, count, links, port);
      case SOCAT -> "exec socat FILE:{link},rawer TCP:127.0.0.1:" + port + ",nodelay";
      default -> {
        Path config = Files.createTempFile(work, "config", ".json");
        Files.writeString(config, configuration(subject, count, target, links));
        yield "exec %s run --config %s --data %s --http off >%s/gateway.log 2>&1"
            .formatted(
                GATEWAY.toAbsolutePath(), config, Files.createTempDirectory(work, "data"), work);
      }
    };
  }

  private static String configuration(Subject subject, int count, int port, Path links) {
    List<String> entries = new ArrayList<>();
    entries.add(
        "\"org.meterway.store.PayloadStore\": { \"mode\": \"%s\" }"
            .formatted(subject == Subject.MEMORY ? "MEMORY" : "DISK"));
    for (int i = 0; i < HEAD_ENDS; i++) {
      entries.add(
          """
          "org.meterway.tcp.TcpHeadEnd~h%d": {
            "host": "127.0.0.1", "port": %d, "delivery": "%s"
          }"""
              .formatted(i, port, subject == Subject.CONFIRMED ? "CONFIRMED" : "WRITTEN"));
    }
    for (int i = 0; i < count; i++) {
      entries.add(
          """
          "org.meterway.serial.SerialPort~m%1$d": { "device": "%2$s/link%1$d", "reopenDelayMs": 100 },
          "org.meterway.link.MeterLink~m%1$d": {
            "MeterPort.target": "(kura.service.pid=m%1$d)",
            "HeadEnd.target": "(kura.service.pid=h%3$d)"
          }"""
              .formatted(i, links, i % HEAD_ENDS));
    }
    return "{\n" + String.join(",\n", entries) + "\n}\n";
  }

  /**
   * Speaks the protocol of docs/reference/confirmed-delivery.md, makes nothing safe, and hands the
   * payloads on to the load generator. A thread for each connection.
   */
  private static final class ConfirmingHeadEnd implements AutoCloseable {
    private static final int HELLO = 0x01;
    private static final int DATA = 0x02;
    private static final int PING = 0x03;
    private static final int PONG = 0x04;
    private static final int WELCOME = 0x11;
    private static final int ACK = 0x12;
    private static final int VERSION = 1;

    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final int behind;

    /**
     * @param behind the port of the load generator
     */
    ConfirmingHeadEnd(int behind) throws IOException {
      this.behind = behind;
      daemon(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    private static void daemon(Runnable work) {
      Thread thread = new Thread(work, "head-end");
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      try {
        while (true) {
          Socket gateway = server.accept();
          daemon(() -> serve(gateway));
        }
      } catch (SocketException e) {
        // Closed: the run is over.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void serve(Socket gateway) {
      try (gateway;
          Socket generator = new Socket(InetAddress.getLoopbackAddress(), behind)) {
        gateway.setTcpNoDelay(true);
        generator.setTcpNoDelay(true);
        BufferedInputStream buffered = new BufferedInputStream(gateway.getInputStream(), 1 << 16);
        converse(
            buffered, new DataOutputStream(gateway.getOutputStream()), generator.getOutputStream());
      } catch (EOFException | SocketException e) {
        // The gateway has ended.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void converse(
        BufferedInputStream buffered, DataOutputStream answers, OutputStream payloads)
        throws IOException {
      DataInputStream in = new DataInputStream(buffered);
      byte[] gathered = new byte[1 << 17];
      int length = 0;
      long last = 0;
      while (true) {
        byte[] body = new byte[in.readInt() - 1];
        int type = in.read();
        if (type == DATA) {
          last = in.readLong();
          int count = body.length - Long.BYTES;
          in.readFully(gathered, length, count);
          length += count;
        } else {
          in.readFully(body);
          answer(type, answers);
        }
        boolean more = buffered.available() > 0 && length + (1 << 16) < gathered.length;
        if (length > 0 && !more) {
          payloads.write(gathered, 0, length);
          length = 0;
          send(answers, ACK, ByteBuffer.allocate(Long.BYTES).putLong(last));
        }
      }
    }

    private static void answer(int type, DataOutputStream answers) throws IOException {
      switch (type) {
        case HELLO ->
            send(
                answers,
                WELCOME,
                ByteBuffer.allocate(1 + Long.BYTES).put((byte) VERSION).putLong(0));
        case PING -> send(answers, PONG, ByteBuffer.allocate(0));
        default -> {
          // PONG, and what is not asked for here.
        }
      }
    }

    private static void send(DataOutputStream answers, int type, ByteBuffer body)
        throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(5 + body.capacity());
      frame.putInt(1 + body.capacity()).put((byte) type).put(body.array());
      answers.write(frame.array());
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static String phase(String json, String name) {
    Matcher phases = PHASE.matcher(json);
    while (phases.find()) {
      if (phases.group().contains("\"phase\":\"" + name + "\"")) {
        return phases.group();
      }
    }
    throw new IllegalStateException("linkbench did not say " + name + ": " + json);
  }

  private static long bad(String json) {
    long bad = (long) number(json, "disconnects");
    Matcher phases = PHASE.matcher(json);
    while (phases.find()) {
      for (String kind : List.of("lost", "corrupted", "duplicated", "reordered", "wrong_link")) {
        bad += (long) number(phases.group(), kind);
      }
    }
    return bad;
  }

  private static double number(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\":(-?[0-9.]+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("linkbench did not say " + key + ": " + json);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static void print(Subject subject, List<Figures> rounds) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %.0f / %.0f | %.0f / %.0f | %,.0f | %.2f | %d | %.0f |%n",
        subject.words,
        median(rounds, Figures::rate),
        median(rounds, Figures::slowMedian),
        median(rounds, Figures::slowP99),
        median(rounds, Figures::fastMedian),
        median(rounds, Figures::fastP99),
        median(rounds, Figures::fastRate),
        median(rounds, Figures::fastCores),
        rounds.stream().mapToLong(Figures::bad).sum(),
        median(rounds, Figures::residentMb));
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
