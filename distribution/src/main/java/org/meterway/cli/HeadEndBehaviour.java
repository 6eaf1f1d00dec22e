/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.meterway.simulator.Confirmation;
import org.meterway.simulator.Fault;
import org.meterway.simulator.FaultPlan;
import org.meterway.simulator.HeadEndOptions;
import org.meterway.simulator.HeadEndTls;
import picocli.CommandLine.Option;

/** What a simulated head end answers, how it is secured, and what it does wrong. */
final class HeadEndBehaviour {
  @Option(
      names = "--confirm",
      paramLabel = "none|sequence|pattern",
      description = {
        "how it confirms payloads: not (default), with the numbers of",
        "docs/reference/confirmed-delivery.md, or with --pattern for each payload"
      })
  private String confirm = "none";

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "--confirm sequence: keep the numbers here and know them after a restart")
  private Path state;

  @Option(
      names = "--pattern",
      paramLabel = "TEXT",
      description = "--confirm pattern: what is sent, with \\r \\n \\t \\\\ \\xHH, or hex:7E01")
  private String pattern;

  @Option(names = "--tls", description = "take connections with TLS only")
  private boolean tls;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "--tls: the certificate and those of its issuers, PEM")
  private Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "--tls: the key, PKCS #8 in PEM")
  private Path key;

  @Option(
      names = "--clients",
      paramLabel = "FILE",
      description = "--tls: ask for client certificates of these issuers, PEM")
  private Path clients;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description = {
        "what it does wrong; with several, each connection draws one. One of",
        "none, refuse=ms, silent, reset-after=bytes, reset-random=bytes,",
        "half-close=bytes, slow-read=bytes/s, garbage=bytes, ack-late=ms,",
        "ack-never, ack-too-much, reject, restart=ms"
      })
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same one draws the same faults again (default 1)")
  private long seed = 1;

  /** All of it, for a head end at an address. */
  HeadEndOptions options(InetSocketAddress address, boolean echo)
      throws CommandException, IOException {
    HeadEndOptions options =
        HeadEndOptions.at(address)
            .confirming(confirmation())
            .failing(new FaultPlan(faults(), seed));
    if (tls) {
      if (certificate == null || key == null) {
        throw CommandException.usage("--tls needs --certificate and --key");
      }
      options = options.secured(HeadEndTls.context(certificate, key, clients), clients != null);
    } else if (certificate != null || key != null || clients != null) {
      throw CommandException.usage("--certificate, --key and --clients need --tls");
    }
    if (echo && options.confirmation() instanceof Confirmation.Sequence) {
      throw CommandException.usage("--echo does not go with --confirm sequence");
    }
    return options.echoing(echo);
  }

  /** Whether payloads are numbered. */
  boolean hasRequests() {
    return "sequence".equals(confirm);
  }

  private Confirmation confirmation() throws CommandException {
    boolean isPattern = "pattern".equals(confirm);
    if (isPattern == (pattern == null)) {
      throw CommandException.usage("--confirm pattern and --pattern go together");
    }
    if (state != null && !hasRequests()) {
      throw CommandException.usage("--state needs --confirm sequence");
    }
    return switch (confirm.toLowerCase(Locale.ROOT)) {
      case "none" -> Confirmation.NONE;
      case "sequence" -> new Confirmation.Sequence(state);
      case "pattern" -> new Confirmation.Pattern(bytes(pattern));
      default ->
          throw CommandException.usage(
              "--confirm is " + confirm + ", expected none, sequence or pattern");
    };
  }

  private List<Fault> faults() throws CommandException {
    List<Fault> all = new ArrayList<>();
    for (String fault : faults) {
      try {
        all.add(Fault.parse(fault));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--fault is " + e.getMessage());
      }
    }
    return all;
  }

  /** Written as the gateway's own packets are. */
  private static byte[] bytes(String text) throws CommandException {
    try {
      return text.startsWith("hex:") ? HexFormat.of().parseHex(text.substring(4)) : unescaped(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--pattern is " + text + ", expected a text with \\r \\n \\t \\\\ \\xHH, or hex:7E01");
    }
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('\\', at);
      int end = next < 0 ? text.length() : next;
      bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end;
      if (next >= 0) {
        at = next + unescape(text, next, bytes);
      }
    }
    return bytes.toByteArray();
  }

  /** Appends what one escape stands for; returns its length. */
  private static int unescape(String text, int at, ByteArrayOutputStream bytes) {
    switch (at + 1 < text.length() ? text.charAt(at + 1) : ' ') {
      case 'r' -> bytes.write('\r');
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case '\\' -> bytes.write('\\');
      case 'x' -> {
        if (at + 4 > text.length()) {
          throw new IllegalArgumentException("an escape that ends early");
        }
        bytes.write(HexFormat.fromHexDigits(text, at + 2, at + 4));
        return 4;
      }
      default -> throw new IllegalArgumentException("an unknown escape");
    }
    return 2;
  }
}
