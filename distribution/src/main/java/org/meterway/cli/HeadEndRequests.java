/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.meterway.simulator.SimulatedHeadEnd;
import picocli.CommandLine.Option;

/** Parameters of meters that a simulated head end reads and sets. */
final class HeadEndRequests {
  @Option(
      names = "--get",
      paramLabel = "LINK:PARAMETER",
      description = "--confirm sequence: read it from each gateway, such as meter1:0x8005")
  private List<String> gets = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "LINK:PARAMETER=HEX",
      description = "--confirm sequence: set it at each gateway, such as meter1:0x8002=0101")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--interactive",
      description = "--confirm sequence: read lines such as 'get meter1:0x8005' from the terminal")
  private boolean interactive;

  /**
   * One of them.
   *
   * @param data {@code null} to read
   */
  private record Request(String words, String link, int parameter, byte[] data) {
    static Request get(String words) {
      int colon = words.lastIndexOf(':');
      return new Request(
          "get " + words, words.substring(0, colon), parameter(words.substring(colon + 1)), null);
    }

    static Request set(String words) {
      int equals = words.lastIndexOf('=');
      int colon = words.lastIndexOf(':', equals);
      return new Request(
          "set " + words,
          words.substring(0, colon),
          parameter(words.substring(colon + 1, equals)),
          HexFormat.of().parseHex(words.substring(equals + 1)));
    }

    private static int parameter(String text) {
      int number = Integer.decode(text);
      if (number < 0 || number > 0xFFFF) {
        throw new IllegalArgumentException("a parameter has 16 bits");
      }
      return number;
    }
  }

  private List<Request> requests = List.of();

  /** Checks what the user wrote. */
  void check(boolean hasRequests) throws CommandException {
    if (!hasRequests && (interactive || !gets.isEmpty() || !sets.isEmpty())) {
      throw CommandException.usage("--get, --set and --interactive need --confirm sequence");
    }
    List<Request> all = new ArrayList<>();
    for (String set : sets) {
      all.add(parse("set " + set));
    }
    for (String get : gets) {
      all.add(parse("get " + get));
    }
    requests = List.copyOf(all);
  }

  private static Request parse(String line) throws CommandException {
    String[] words = line.strip().split("\\s+", 2);
    try {
      if (words.length == 2 && words[0].equals("get")) {
        return Request.get(words[1]);
      }
      if (words.length == 2 && words[0].equals("set")) {
        return Request.set(words[1]);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw CommandException.usage(
          "'" + line + "', expected get LINK:0x8003 or set LINK:0x8002=0101");
    }
    throw CommandException.usage(
        "'" + line + "', expected get LINK:0x8003 or set LINK:0x8002=0101");
  }

  /** Asks a gateway that has just introduced itself; from any thread. */
  void welcomed(SimulatedHeadEnd headEnd, String gateway, Narrator narrator) {
    requests.forEach(request -> ask(headEnd, gateway, narrator, request));
  }

  /** Reads lines from the terminal where the user wants that, on a thread of its own. */
  void listen(SimulatedHeadEnd headEnd, Narrator narrator, InputStream terminal) {
    if (interactive) {
      Thread thread =
          new Thread(() -> readLines(headEnd, narrator, terminal), "simulator-headend-terminal");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void readLines(SimulatedHeadEnd headEnd, Narrator narrator, InputStream terminal) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(terminal, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        try {
          if (!line.isBlank()) {
            askAll(headEnd, narrator, parse(line));
          }
        } catch (CommandException e) {
          narrator.print(e.getMessage());
        }
      }
    } catch (IOException e) {
      narrator.print("the terminal cannot be read: " + Problems.of(e));
    }
  }

  private static void askAll(SimulatedHeadEnd headEnd, Narrator narrator, Request request) {
    List<String> gateways = headEnd.gateways();
    if (gateways.isEmpty()) {
      narrator.tell(
          request.words() + ": not asked: no gateway is connected that speaks confirmed delivery");
    }
    gateways.forEach(gateway -> ask(headEnd, gateway, narrator, request));
  }

  private static void ask(
      SimulatedHeadEnd headEnd, String gateway, Narrator narrator, Request request) {
    try {
      headEnd
          .request(gateway, request.link(), request.parameter(), request.data())
          .whenComplete(
              (response, problem) ->
                  narrator.tell(
                      request.words()
                          + ": "
                          + (problem == null ? response : "no answer: " + problem.getMessage())));
    } catch (IOException | IllegalArgumentException e) {
      narrator.tell(request.words() + ": not asked: " + e.getMessage());
    }
  }
}
