/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The assembled gateway as a process of its own, as a user starts it. */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();

  /** Starts {@code bin/meterway run} with arguments. */
  public GatewayProcess(Path home, Path folder, String... arguments) throws IOException {
    this(Map.of(), home, folder, arguments);
  }

  /** As above, with more in its environment. */
  GatewayProcess(Map<String, String> environment, Path home, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("meterway").toString());
    command.add("run");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.start();
    reader = new Thread(this::read, "output-of-the-gateway");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("The gateway's output cannot be read", e);
    }
  }

  /** Waits until a line has a match; returns the match's first group, or all of it. */
  public String await(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lines) {
      while (true) {
        for (String line : lines) {
          Matcher matcher = pattern.matcher(line);
          if (matcher.find()) {
            return matcher.group(Math.min(1, matcher.groupCount()));
          }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
          throw new AssertionError("No line with " + regex + " in " + lines);
        }
        lines.wait(millis);
      }
    }
  }

  /** How many lines have a match so far. */
  public long count(String regex) {
    Pattern pattern = Pattern.compile(regex);
    synchronized (lines) {
      return lines.stream().filter(line -> pattern.matcher(line).find()).count();
    }
  }

  /** All output so far. */
  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** How many TCP connections to a port the process has taken, and not closed. */
  long connections(int port) {
    try {
      Set<String> own = new HashSet<>();
      try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
        for (Path descriptor : all.toList()) {
          own.add(descriptorTarget(descriptor));
        }
      }
      long taken = 0;
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] field = line.strip().split("\\s+");
          if (field[1].endsWith(String.format(":%04X", port))
              && own.contains("socket:[" + field[9] + "]")
              && !field[3].equals("0A")) {
            taken++;
          }
        }
      }
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String descriptorTarget(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }

  /** Asks it to end as a service manager does, and does not wait. */
  void terminate() {
    // Process.destroy would close its output, too, and the last lines would be lost.
    process.toHandle().destroy();
  }

  /** Ends it as a power cut does, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    awaitExit();
  }

  /** Waits until the process has ended and all its output is read; returns its exit status. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The gateway still runs: " + output());
    }
    reader.join(PATIENCE.toMillis());
    return process.exitValue();
  }

  /** Ends it as a service manager does, and waits until it is gone. */
  @Override
  public void close() {
    terminate();
    try {
      awaitExit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The Web Console's answer to a request with a user and a password. */
  static HttpResponse<String> get(URI address, String userAndPassword)
      throws IOException, InterruptedException {
    return send(request(address, userAndPassword));
  }

  /** As {@link #get}, for a form that is sent with a header such as {@code Origin}. */
  static HttpResponse<String> post(
      URI address, String userAndPassword, String form, String header, String value)
      throws IOException, InterruptedException {
    return send(
        request(address, userAndPassword)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static HttpRequest.Builder request(URI address, String userAndPassword) {
    String credentials =
        Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(address)
        .timeout(PATIENCE)
        .header("Authorization", "Basic " + credentials);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until a condition holds that nothing announces. */
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not in time: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
