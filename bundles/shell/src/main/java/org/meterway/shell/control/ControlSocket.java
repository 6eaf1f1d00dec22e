/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control socket that opens on a thread of its own, so that nobody waits for it, and is gone when
 * this is closed. Thread-safe.
 */
public final class ControlSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final String KIND = "control";

  private final Path wanted;
  private final Commands commands;
  private final Patience patience;
  private final Counters<ControlCounter> counters = new Counters<>(ControlCounter.class);
  private String state = "OPENING";
  private String reason = "";
  private Instant since = Instant.now();
  private SocketFile file;
  private ControlServer server;
  private boolean closed;

  /**
   * @param wanted the absolute path of the socket
   */
  public ControlSocket(Path wanted, Commands commands) {
    this(wanted, commands, Patience.DEFAULT);
  }

  ControlSocket(Path wanted, Commands commands, Patience patience) {
    this.wanted = wanted;
    this.commands = commands;
    this.patience = patience;
  }

  /** The status of a gateway without such a socket. */
  public static Status none(String name, String state, String reason, Instant since) {
    return new Status(KIND, name, state, reason, since, Map.of(), Map.of());
  }

  /** Begins to open it. */
  public void start() {
    Thread thread = new Thread(this::open, "meterway-control-start");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void open() {
    if (closed) {
      return;
    }
    try {
      file = SocketFile.open(wanted);
      server = new ControlServer(file.channel(), commands, patience, counters);
      server.start();
      become("LISTENING", "");
      if (file.isElsewhere()) {
        LOG.warn(
            "The path {} is too long for a socket: the control socket is {}", wanted, file.path());
      }
    } catch (IOException | RuntimeException e) {
      become("FAILED", wanted + ": " + e.getMessage());
      LOG.warn("No control socket at {}: {}", wanted, e.toString());
      closeFile();
    }
  }

  private void become(String newState, String why) {
    state = newState;
    reason = why;
    since = Instant.now();
  }

  /** What it says of itself. */
  public synchronized Status describe(String name) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (server != null) {
      facts.put("path", file.path().toString());
      facts.put("connections", Integer.toString(server.connections()));
    }
    return new Status(KIND, name, state, reason, since, counters.snapshot(), facts);
  }

  /** Takes no longer than two seconds. */
  @Override
  public void close() {
    ControlServer serving;
    synchronized (this) {
      closed = true;
      serving = server;
    }
    // Not under the lock: a command that is being ended may ask for the status.
    if (serving != null) {
      serving.close();
    }
    synchronized (this) {
      closeFile();
    }
  }

  private void closeFile() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("The control socket cannot be taken away: {}", e.toString());
    }
  }
}
