/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Mounts and a network that only the gateway sees. They live in a process that does nothing, which
 * dies with this one: then mounts, interfaces and all are gone by themselves. Needs root.
 */
final class Namespace implements AutoCloseable {
  private final Process holder;

  private Namespace(Process holder) {
    this.holder = holder;
  }

  /** What is missing here for it; empty where nothing is. */
  static String obstacle() {
    if (!Shell.isRoot()) {
      return "needs root";
    }
    for (String program : List.of("unshare", "nsenter", "setpriv", "mount", "ip")) {
      if (!Shell.has(program)) {
        return "needs the program " + program;
      }
    }
    return "";
  }

  /**
   * A new one.
   *
   * @param what {@code --mount} or {@code --net}
   */
  static Namespace of(String what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Shell.dyingWithUs());
    command.addAll(List.of("unshare", what, "sh", "-c", "echo ready; exec sleep infinity"));
    Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    holder.getInputStream().read();
    if (!holder.isAlive()) {
      throw new IOException("no namespace of its own: " + what);
    }
    return new Namespace(holder);
  }

  long pid() {
    return holder.pid();
  }

  /** Put before a command, this runs it in here. */
  List<String> prefix() {
    return List.of("nsenter", "-t", Long.toString(pid()), "-m", "-n", "--");
  }

  /** Runs a program in here; returns what it said. */
  String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(prefix());
    all.addAll(List.of(command));
    return Shell.run(all.toArray(String[]::new));
  }

  /** A path in here as it is seen from outside. */
  Path outside(Path path) {
    return Path.of("/proc/" + pid() + "/root" + path);
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
