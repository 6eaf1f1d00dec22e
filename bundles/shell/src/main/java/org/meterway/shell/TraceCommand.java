/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.command.OperatorCommand;
import org.meterway.api.link.LineListener;
import org.meterway.api.message.MessageCodec;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Shows the traffic of lines to whoever asks, or writes it to the log. Immediate, since what it
 * writes to the log goes on after the call.
 */
@Component(
    service = OperatorCommand.class,
    property = OperatorCommand.NAME + "=trace",
    immediate = true)
public final class TraceCommand extends Command {
  private static final String LOG = "--log";
  private static final String SECONDS = "--seconds";
  private static final int MOST_SECONDS = 24 * 3600;
  private static final int LOG_SECONDS = 600;
  private static final int MOST_TRACES = 4;
  private static final long POLL_MILLIS = 200;
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Services services;
  private final Whiteboard whiteboard;
  private final List<TraceTap> traces = new CopyOnWriteArrayList<>();
  private final List<TraceLog> logs = new CopyOnWriteArrayList<>();

  /** Where listeners to lines are registered. */
  @FunctionalInterface
  interface Whiteboard {
    /** Registers the listener for these links; what is returned takes it away again. */
    Runnable register(LineListener listener, List<String> links);
  }

  @Activate
  public TraceCommand(BundleContext context) {
    this(new OsgiServices(context), (listener, links) -> register(context, listener, links));
  }

  TraceCommand(Services services, Whiteboard whiteboard) {
    super(LOG, SECONDS + "=");
    this.services = services;
    this.whiteboard = whiteboard;
  }

  private static Runnable register(
      BundleContext context, LineListener listener, List<String> links) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(
        LineListener.LINK,
        links.isEmpty() ? new String[] {LineListener.ANY} : links.toArray(String[]::new));
    ServiceRegistration<LineListener> registration =
        context.registerService(LineListener.class, listener, properties);
    return () -> {
      try {
        registration.unregister();
      } catch (IllegalStateException e) {
        // The bundle has stopped, which takes its services away.
        return;
      }
    };
  }

  @Deactivate
  void deactivate() {
    traces.forEach(TraceTap::end);
    logs.forEach(TraceLog::close);
  }

  @Override
  public String summary() {
    return "shows the traffic of links as it passes, in words and in hex";
  }

  @Override
  public String help() {
    return """
        trace on [LINK...] [--seconds S] [--log]
        trace off [LINK...]
        trace

        'trace on' shows each frame and each fault of the links named, or of all, as it passes: time,
        link, <- from the meter or -> to it, what it says, and the octets in hex. It goes on until
        Ctrl-C, for S seconds, or until somebody says 'trace off'. Traffic that comes faster than it
        can be shown is left out, and said so; the links are not slowed down.

        'trace off' ends the traces of the links named, or all. 'trace' alone tells which there are.

          --seconds   end after so many seconds, 1 to 86400
          --log       write to the log instead, one line a packet, 20 a second at most; for 600
                      seconds unless --seconds says otherwise; the command returns at once

        Example: trace on meter1 --seconds 30
        """;
  }

  @Override
  List<String> candidates(List<String> words) {
    if (words.isEmpty()) {
      return List.of("on", "off");
    }
    return without(Parts.of(services).names("link"), words);
  }

  @Override
  int run(Arguments arguments, PrintWriter out) throws UsageException, InterruptedException {
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      return list(out);
    }
    List<String> links = new ArrayList<>(words.subList(1, words.size()));
    return switch (words.get(0)) {
      case "on" -> on(known(links), arguments, out);
      case "off" -> off(links, out);
      default -> throw new UsageException("\"" + words.get(0) + "\": expected on or off");
    };
  }

  private List<String> known(List<String> links) throws UsageException {
    List<String> there = Parts.of(services).names("link");
    for (String link : links) {
      Names.known("link", "links", link, there);
    }
    return links;
  }

  private int list(PrintWriter out) {
    if (traces.isEmpty() && logs.isEmpty()) {
      out.println("Nothing is traced.");
    }
    traces.forEach(trace -> out.println("To a terminal: " + inWords(trace.links())));
    logs.forEach(log -> out.println("To the log: " + inWords(log.links())));
    return GOOD;
  }

  private static String inWords(List<String> links) {
    return links.isEmpty() ? "all links" : String.join(", ", links);
  }

  private int off(List<String> links, PrintWriter out) throws UsageException {
    List<String> traced = new ArrayList<>();
    traces.forEach(trace -> traced.addAll(trace.links()));
    logs.forEach(log -> traced.addAll(log.links()));
    for (String link : links) {
      Names.known("traced link", "traced links", link, traced);
    }
    int ended = 0;
    for (TraceTap trace : traces) {
      if (isMeant(trace.links(), links)) {
        trace.end();
        ended++;
      }
    }
    for (TraceLog log : logs) {
      if (isMeant(log.links(), links)) {
        log.close();
        ended++;
      }
    }
    out.println(ended == 0 ? "Nothing was traced." : "Ended: " + ended + " traces");
    return GOOD;
  }

  private static boolean isMeant(List<String> traced, List<String> named) {
    return named.isEmpty() || traced.stream().anyMatch(named::contains);
  }

  private int on(List<String> links, Arguments arguments, PrintWriter out)
      throws UsageException, InterruptedException {
    boolean toLog = arguments.has(LOG);
    int seconds = arguments.number(SECONDS, 1, MOST_SECONDS, toLog ? LOG_SECONDS : 0);
    List<FrameCodec> frames = services.map(FrameCodec.class, codec -> codec);
    List<MessageCodec> messages = services.map(MessageCodec.class, codec -> codec);
    if (frames.isEmpty() || messages.isEmpty()) {
      out.println("There is no codec; is the bundle org.meterway.rfc1662 active?");
      return FAULT;
    }
    if (traces.size() + logs.size() >= MOST_TRACES) {
      out.println(MOST_TRACES + " traces run already; end one with 'trace off'.");
      return FAULT;
    }
    MessageWords words = new MessageWords(messages.get(0));
    TraceTap tap = new TraceTap(links);
    if (toLog) {
      Runnable registration = whiteboard.register(tap, links);
      TraceLog log =
          new TraceLog(tap, frames.get(0), words, Duration.ofSeconds(seconds), registration, logs);
      out.println(
          "The log shows the traffic of "
              + inWords(links)
              + " for "
              + seconds
              + " s; 'trace off' ends it.");
      log.start();
      return GOOD;
    }
    traces.add(tap);
    Runnable registration = whiteboard.register(tap, links);
    try {
      follow(
          tap, new TracePrinter(frames.get(0), words, packet -> print(packet, out)), seconds, out);
      return GOOD;
    } finally {
      registration.run();
      traces.remove(tap);
    }
  }

  private static void follow(TraceTap tap, TracePrinter printer, int seconds, PrintWriter out)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    out.println("Tracing " + inWords(tap.links()) + (seconds > 0 ? "" : "; Ctrl-C ends it"));
    while (!out.checkError() && !tap.isEnded() && (seconds == 0 || System.nanoTime() - end < 0)) {
      TraceTap.Piece piece = tap.poll(POLL_MILLIS);
      if (piece != null) {
        printer.add(piece);
      }
      printer.expire(Instant.now().minus(SILENCE));
      long dropped = tap.takeDropped();
      if (dropped > 0) {
        out.println("... " + dropped + " octets came too fast and are not shown");
      }
    }
  }

  private static void print(TracePrinter.Shown packet, PrintWriter out) {
    out.println(packet.head());
    HexDump.print(packet.octets(), out::println);
  }
}
