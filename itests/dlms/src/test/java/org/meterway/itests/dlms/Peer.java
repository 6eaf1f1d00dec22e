/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Another implementation of DLMS/COSEM. Its library is under the GPL and its programs are compiled
 * and run as processes: nothing of it is on the class path of the tests.
 */
enum Peer {
  GURUX("Gurux"),
  JDLMS("Jdlms");

  private final String prefix;
  private Path classes;

  Peer(String prefix) {
    this.prefix = prefix;
  }

  /** Starts its meter; each listener is {@code NAME:OPTION=VALUE,...}. */
  PeerServer serve(String... listeners) throws IOException, InterruptedException {
    return PeerServer.start(this, List.of(listeners));
  }

  /** Runs its client, all runs in one process; the answers by the names of the runs. */
  Map<String, PeerAnswers> run(List<PeerRun> runs) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    for (PeerRun run : runs) {
      if (!arguments.isEmpty()) {
        arguments.add("--");
      }
      arguments.add("run=" + run.name() + "," + run.options());
      arguments.addAll(run.requests());
    }
    List<String> command = command("Client", SigningKeys.client(), arguments);
    return PeerAnswers.of(ChildProcess.runToEnd(prefix + "Client", command));
  }

  List<String> serverCommand(List<String> listeners) throws IOException, InterruptedException {
    return command("Server", SigningKeys.server(), listeners);
  }

  private List<String> command(String program, List<String> properties, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.tool("java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m"));
    command.addAll(properties);
    command.addAll(List.of("-cp", classes() + System.getProperty("path.separator") + jars()));
    command.add(prefix + program);
    command.addAll(arguments);
    return command;
  }

  private String jars() {
    Path folder = Path.of(System.getProperty("peers.jars"), name().toLowerCase(Locale.ROOT));
    try (Stream<Path> files = Files.list(folder)) {
      if (files.noneMatch(file -> file.toString().endsWith(".jar"))) {
        throw new IllegalStateException("no jars of " + prefix + " in " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the jars of " + prefix + " are missing", e);
    }
    return folder + "/*";
  }

  /** Compiles its programs once. */
  private synchronized Path classes() throws IOException, InterruptedException {
    if (classes == null) {
      Path target = Path.of(System.getProperty("peers.jars"), prefix + "-classes");
      Path sources = Path.of(System.getProperty("peers.sources"));
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of(
              ChildProcess.tool("javac"),
              "-nowarn",
              "-proc:none",
              "-cp",
              jars(),
              "-d",
              "" + target));
      for (String program : List.of("Server", "Client")) {
        command.add(sources.resolve(prefix + program + ".java").toString());
      }
      ChildProcess.runToEnd("javac of " + prefix, command);
      classes = target;
    }
    return classes;
  }
}
