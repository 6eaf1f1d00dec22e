/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meterway.dlms.data.DataWriter;

/** The APDUs of a recorded exchange between public implementations. */
record RecordedExchange(List<Apdu> apdus) {
  static final byte[] CLIENT = hex("4B55520000000001");
  static final byte[] SERVER = hex("4D4D4D0000BC614E");
  static final byte[] EK = hex("000102030405060708090A0B0C0D0E0F");
  static final byte[] AK = hex("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF");
  static final byte[] DEDICATED = hex("E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF");
  static final byte[] SECRET = "12345678".getBytes(StandardCharsets.US_ASCII);

  private static final int WRAPPER = 8;
  private static final int HDLC_HEAD = 8;
  private static final int HDLC_TAIL = 3;
  private static final Pattern PLAIN =
      Pattern.compile("#   plain SC=([0-9A-F]{2}) IC=(\\d+) \\S+ ([0-9A-F]+)");

  /**
   * An APDU.
   *
   * @param raw as it was sent
   * @param plain what is in it; of an AARQ or AARE its user information
   * @param control the security control; -1 where it was sent plain
   */
  record Apdu(boolean byClient, byte[] raw, byte[] plain, int control) {
    int tag() {
      return raw[0] & 0xFF;
    }

    /** The service inside, also where it is ciphered. */
    byte[] service() {
      return tag() == 0x60 || tag() == 0x61 ? raw : plain;
    }
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  static RecordedExchange of(String name) {
    List<Apdu> apdus = new ArrayList<>();
    DataWriter joined = new DataWriter();
    for (String line : lines(name)) {
      boolean byClient = line.startsWith("> ");
      if (byClient || line.startsWith("< ")) {
        byte[] apdu = apdu(hex(line.substring(2)), joined);
        if (apdu != null) {
          apdus.add(new Apdu(byClient, apdu, apdu, -1));
        }
      }
      Matcher plain = PLAIN.matcher(line);
      if (plain.matches()) {
        Apdu last = apdus.remove(apdus.size() - 1);
        int control = Integer.parseInt(plain.group(1), 16);
        apdus.add(new Apdu(last.byClient(), last.raw(), hex(plain.group(3)), control));
      }
    }
    return new RecordedExchange(apdus);
  }

  /** The APDU that a frame completes; null if it completes none. */
  private static byte[] apdu(byte[] frame, DataWriter joined) {
    if (frame[0] != 0x7E) {
      return Arrays.copyOfRange(frame, WRAPPER, frame.length);
    }
    boolean information = frame.length > HDLC_HEAD + HDLC_TAIL && (frame[5] & 1) == 0;
    if (!information) {
      return null;
    }
    boolean more = (frame[1] & 0x08) != 0;
    boolean llc = joined.size() == 0;
    int from = HDLC_HEAD + (llc ? 3 : 0);
    joined.put(frame, from, frame.length - HDLC_TAIL - from);
    if (more) {
      return null;
    }
    byte[] whole = joined.toByteArray();
    joined.reset();
    return whole;
  }

  private static List<String> lines(String name) {
    String resource = "/org/meterway/dlms/vectors/" + name + ".hex";
    try (InputStream in = RecordedExchange.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the client of the recording sends, in order. */
  List<Apdu> requests() {
    return apdus.stream().filter(Apdu::byClient).toList();
  }

  /** What answers the request of that number. */
  List<Apdu> answers(int request) {
    List<Apdu> answers = new ArrayList<>();
    int seen = -1;
    for (Apdu apdu : apdus) {
      if (apdu.byClient()) {
        seen++;
      } else if (seen == request) {
        answers.add(apdu);
      }
    }
    return answers;
  }
}
