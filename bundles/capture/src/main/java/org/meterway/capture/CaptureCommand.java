/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.meterway.api.status.Status;

/** What an operator types behind {@code capture}. */
final class CaptureCommand {
  static final String SUMMARY = "writes the traffic of links to pcapng files, for Wireshark";

  static final String HELP =
      """
      capture start [LINK...] [--file F] [--seconds S] [--packets N]
      capture stop
      capture status

      'capture start' writes what passes on the lines of the links named, or of all, to a pcapng
      file: each frame and each fault with its time, link and direction, as it stands on the line.
      It returns at once. The capture goes on until 'capture stop' or its limits, in a ring of
      files in the capture folder. Files are readable while they are written; they hold what the
      meters say. Wireshark with docs/wireshark/meterway.lua takes the frames apart.

        --file      one file of this name, in the capture folder unless the path is absolute; it
                    ends when as large as the whole ring may be
        --seconds   end after so many seconds, 1 to 604800
        --packets   end after so many packets, 1 to 1000000000

      Example: capture start meter1 --seconds 60
      """;

  private static final int GOOD = 0;
  private static final int FAULT = 1;
  private static final int USAGE = 2;
  private static final int MOST_SECONDS = 604_800;
  private static final int MOST_PACKETS = 1_000_000_000;
  private static final List<String> ACTIONS = List.of("start", "stop", "status");
  private static final List<String> OPTIONS = List.of("--file", "--seconds", "--packets");

  private final Recorder recorder;
  private final Supplier<CaptureOptions> options;
  private final Supplier<Optional<Path>> folder;
  private final Supplier<Status> status;
  private final Supplier<List<String>> links;

  /**
   * @param options the configuration in force
   * @param folder where files go
   * @param links the names of the links that there are
   */
  CaptureCommand(
      Recorder recorder,
      Supplier<CaptureOptions> options,
      Supplier<Optional<Path>> folder,
      Supplier<Status> status,
      Supplier<List<String>> links) {
    this.recorder = recorder;
    this.options = options;
    this.folder = folder;
    this.status = status;
    this.links = links;
  }

  List<String> complete(List<String> words) {
    String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
    List<String> before = words.isEmpty() ? words : words.subList(0, words.size() - 1);
    Stream<String> all;
    if (before.isEmpty()) {
      all = ACTIONS.stream();
    } else if (!before.get(0).equals("start") || OPTIONS.contains(before.get(before.size() - 1))) {
      all = Stream.empty();
    } else if (typed.startsWith("-")) {
      all = OPTIONS.stream().filter(option -> !before.contains(option));
    } else {
      all = links.get().stream().filter(link -> !before.contains(link));
    }
    return all.filter(candidate -> candidate.startsWith(typed)).toList();
  }

  int run(List<String> words, PrintWriter out) {
    String action = words.isEmpty() ? "status" : words.get(0);
    return switch (action) {
      case "start" -> start(words.subList(1, words.size()), out);
      case "stop" -> stop(out);
      case "status" -> tell(out);
      default -> {
        out.println("\"" + action + "\": expected start, stop or status");
        yield USAGE;
      }
    };
  }

  private int start(List<String> words, PrintWriter out) {
    List<String> wanted = new ArrayList<>();
    String file = null;
    int seconds = 0;
    int packets = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        wanted.add(word);
        continue;
      }
      if (!OPTIONS.contains(word)) {
        out.println("unknown option \"" + word + "\": options are " + String.join(", ", OPTIONS));
        return USAGE;
      }
      if (i + 1 == words.size()) {
        out.println(word + " needs a value");
        return USAGE;
      }
      String value = words.get(++i);
      if (word.equals("--file")) {
        file = value;
        continue;
      }
      int most = word.equals("--seconds") ? MOST_SECONDS : MOST_PACKETS;
      int number = number(value, most);
      if (number < 1) {
        out.println(word + " is \"" + value + "\", expected a whole number from 1 to " + most);
        return USAGE;
      }
      if (word.equals("--seconds")) {
        seconds = number;
      } else {
        packets = number;
      }
    }
    List<String> there = links.get();
    for (String link : wanted) {
      if (!there.contains(link)) {
        out.println(
            "unknown link \""
                + link
                + "\": "
                + (there.isEmpty() ? "there are none" : "links are " + String.join(", ", there)));
        return USAGE;
      }
    }
    return start(wanted, file, new CaptureLimits(Duration.ofSeconds(seconds), packets), out);
  }

  private static int number(String text, int most) {
    try {
      int number = Integer.parseInt(text);
      return number > most ? -1 : number;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private int start(List<String> wanted, String file, CaptureLimits limits, PrintWriter out) {
    CaptureOptions current = options.get();
    Optional<Path> place = folder.get();
    if (place.isEmpty()) {
      out.println("The platform has no folder for captures; configure one (folder).");
      return FAULT;
    }
    try {
      CaptureFiles files =
          file == null
              ? CaptureFiles.ring(place.get(), current.files(), current.fileBytes())
              : CaptureFiles.single(
                  place.get().resolve(file), (long) current.files() * current.fileBytes());
      Path first = recorder.start(wanted, files, current.snapLength(), limits);
      out.println("Capturing " + inWords(wanted) + " into " + first);
      return GOOD;
    } catch (InvalidPathException e) {
      out.println("--file is no path: " + e.getMessage());
      return USAGE;
    } catch (CaptureException e) {
      out.println("No capture: " + e.getMessage());
      return FAULT;
    }
  }

  private static String inWords(List<String> links) {
    return links.isEmpty() ? "all links" : String.join(", ", links);
  }

  private int stop(PrintWriter out) {
    Optional<Recording> ended = recorder.stop();
    if (ended.isEmpty()) {
      out.println("No capture runs.");
      return FAULT;
    }
    Recording recording = ended.get();
    out.println(recording.packets() + " packets, last in " + recording.path());
    if (!recording.failure().isEmpty()) {
      out.println(recording.failure());
      return FAULT;
    }
    return GOOD;
  }

  private int tell(PrintWriter out) {
    Status now = status.get();
    out.println(now.state() + (now.reason().isEmpty() ? "" : ", " + now.reason()));
    now.facts().forEach((name, value) -> out.println("  " + name + ": " + value));
    now.counters()
        .forEach((name, count) -> out.println("  " + name.replace('.', ' ') + ": " + count));
    return GOOD;
  }
}
