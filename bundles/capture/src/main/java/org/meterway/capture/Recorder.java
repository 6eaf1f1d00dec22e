/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.link.LineListener;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

/** Runs one capture at a time. Thread-safe. */
final class Recorder implements AutoCloseable {
  private static final String KIND = "capture";

  /** Where listeners to lines are registered. */
  @FunctionalInterface
  interface Whiteboard {
    /** Registers the listener for these links; what is returned takes it away again. */
    Runnable register(LineListener listener, List<String> links);
  }

  private final Supplier<Optional<FrameCodec>> codec;
  private final Whiteboard whiteboard;
  private final String application;
  private final Counters<CaptureCounter> counters = new Counters<>(CaptureCounter.class);
  private final Instant created = Instant.now();
  private Recording recording;
  private boolean closed;

  /**
   * @param application what the files say of who wrote them
   */
  Recorder(Supplier<Optional<FrameCodec>> codec, Whiteboard whiteboard, String application) {
    this.codec = codec;
    this.whiteboard = whiteboard;
    this.application = application;
  }

  /**
   * Begins a capture.
   *
   * @param links those to capture; empty for all
   * @return where it is written first
   */
  synchronized Path start(
      List<String> links, CaptureFiles files, int snapLength, CaptureLimits limits)
      throws CaptureException {
    if (closed) {
      throw new CaptureException("the gateway stops");
    }
    if (isRunning()) {
      throw new CaptureException(
          "a capture runs already, into " + recording.path() + "; end it with 'capture stop'");
    }
    FrameCodec frames =
        codec
            .get()
            .orElseThrow(
                () ->
                    new CaptureException(
                        "there is no codec; is the bundle org.meterway.rfc1662 active?"));
    LineTap tap = new LineTap(counters);
    CaptureWriter writer = new CaptureWriter(frames, files, snapLength, application, counters);
    try {
      writer.open();
    } catch (IOException e) {
      if (e instanceof FileAlreadyExistsException there && !files.isRing()) {
        throw new CaptureException(there.getFile() + " is there already; name another file");
      }
      counters.increment(CaptureCounter.WRITE_ERRORS);
      throw new CaptureException("nothing can be written in " + files.folder() + ": " + e);
    }
    Runnable registration = whiteboard.register(tap, links);
    recording = new Recording(links, limits, tap, writer, registration);
    recording.start();
    return writer.path();
  }

  synchronized boolean isRunning() {
    return recording != null && recording.isRunning();
  }

  /**
   * Ends the capture.
   *
   * @return the capture that was ended; empty where none ran
   */
  Optional<Recording> stop() {
    Recording ending;
    synchronized (this) {
      if (!isRunning()) {
        return Optional.empty();
      }
      ending = recording;
    }
    // Not under the lock, which whoever asks for the status takes.
    ending.close();
    return Optional.of(ending);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    stop();
  }

  /**
   * @param problem why the newest configuration is not in force, or could not be followed; empty
   *     when it is
   */
  Status describe(String name, String problem) {
    Recording current;
    synchronized (this) {
      current = recording;
    }
    boolean running = current != null && current.isRunning();
    String failure = current == null ? "" : current.failure();
    Map<String, String> facts = new LinkedHashMap<>();
    if (current != null) {
      facts.put("links", current.links().isEmpty() ? "all" : String.join(", ", current.links()));
      facts.put("file", String.valueOf(current.path()));
      facts.put("packets", Long.toString(current.packets()));
      facts.put("started", current.started().toString());
      if (!running) {
        facts.put("ended", current.end());
      }
    }
    String reason =
        problem.isEmpty() || failure.isEmpty() ? problem + failure : problem + "; " + failure;
    return new Status(
        KIND,
        name,
        running ? "CAPTURING" : failure.isEmpty() ? "OFF" : "FAILED",
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        current == null ? created : current.started(),
        counters.snapshot(),
        facts);
  }
}
