/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A recorded exchange between public implementations: what its lines hold. */
final class RecordedExchange {
  private static final String FOLDER = "/org/meterway/dlms/vectors";
  private static final int WRAPPER_HEADER = 8;

  private final Path file;

  private RecordedExchange(Path file) {
    this.file = file;
  }

  static List<RecordedExchange> all() {
    try {
      Path folder = Path.of(RecordedExchange.class.getResource(FOLDER).toURI());
      return all(folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<RecordedExchange> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".hex"))
          .sorted()
          .map(RecordedExchange::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return file;
  }

  String name() {
    return file.getFileName().toString();
  }

  @Override
  public String toString() {
    return name();
  }

  /** The APDUs of the frames and those that were ciphered, as hexadecimal digits. */
  List<String> apdus() {
    List<String> apdus = new ArrayList<>();
    Reassembly client = new Reassembly();
    Reassembly server = new Reassembly();
    for (String line : lines()) {
      String last = line.substring(line.lastIndexOf(' ') + 1);
      if (line.startsWith("#   plain ") || line.startsWith("#   user-information ")) {
        apdus.add(last);
      } else if (line.startsWith("> ")) {
        client.take(last, apdus);
      } else if (line.startsWith("< ")) {
        server.take(last, apdus);
      }
    }
    return apdus;
  }

  /** The APDUs that the file itself tells, out of frames and deciphered. */
  List<String> told() {
    return lines().stream()
        .filter(line -> line.startsWith("#   plain "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Frames of one direction to APDUs, as far as these files need it. */
  private static final class Reassembly {
    private static final int SEGMENTED = 0x08;
    private static final int LLC = 3;

    private final ByteArrayOutputStream segments = new ByteArrayOutputStream();

    void take(String hex, List<String> apdus) {
      byte[] frame = HexFormat.of().parseHex(hex);
      if (frame.length > WRAPPER_HEADER && frame[0] == 0 && frame[1] == 1) {
        apdus.add(hex.substring(2 * WRAPPER_HEADER));
      } else if (frame.length > 2 && frame[0] == 0x7E) {
        takeHdlc(frame, apdus);
      }
    }

    private void takeHdlc(byte[] frame, List<String> apdus) {
      int at = 3;
      for (int addresses = 0; addresses < 2; addresses++) {
        while ((frame[at++] & 1) == 0) {}
      }
      boolean information = (frame[at] & 1) == 0;
      boolean unnumbered = (frame[at] & 0xEF) == 0x03;
      int from = at + 3;
      int length = frame.length - 3 - from;
      if (length <= 0 || !information && !unnumbered) {
        return;
      }
      segments.write(frame, from, length);
      if ((frame[1] & SEGMENTED) == 0) {
        byte[] whole = segments.toByteArray();
        segments.reset();
        apdus.add(HexFormat.of().withUpperCase().formatHex(whole, LLC, whole.length));
      }
    }
  }
}
