/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

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

/** The ciphered APDUs and the challenges of a recorded exchange between public implementations. */
record Recording(
    List<Ciphered> ciphered, List<byte[]> apdus, byte[] clientChallenge, byte[] serverChallenge) {
  static final byte[] CLIENT = hex("4B55520000000001");
  static final byte[] SERVER = hex("4D4D4D0000BC614E");
  static final byte[] SECRET = "12345678".getBytes(StandardCharsets.US_ASCII);

  private static final int WRAPPER = 8;
  private static final int HDLC_HEAD = 8;
  private static final int HDLC_TAIL = 3;
  private static final Pattern PLAIN =
      Pattern.compile("#   plain SC=([0-9A-F]{2}) IC=(\\d+) \\S+ ([0-9A-F]+)");
  private static final Pattern USER_INFORMATION =
      Pattern.compile("#   user-information \\S+ ([0-9A-F]+)");
  private static final Pattern CHALLENGE = Pattern.compile("(AC|AA)(..)80(..)");

  /** An APDU as it was sent, and what is in it. */
  record Ciphered(boolean byClient, byte[] apdu, int control, long counter, byte[] plain) {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static KeyRing keys(SecuritySuite suite) {
    boolean large = suite == SecuritySuite.SUITE_2;
    return new KeyRing(suite)
        .encryptionKey(
            hex(
                "000102030405060708090A0B0C0D0E0F"
                    + (large ? "101112131415161718191A1B1C1D1E1F" : "")))
        .authenticationKey(
            hex(
                "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"
                    + (large ? "E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF" : "")))
        .dedicatedKey(
            hex(
                "E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF"
                    + (large ? "F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF" : "")));
  }

  static Recording of(String name) {
    List<Ciphered> ciphered = new ArrayList<>();
    List<byte[]> apdus = new ArrayList<>();
    byte[] fromClient = null;
    byte[] fromServer = null;
    boolean byClient = false;
    byte[] apdu = {};
    for (String line : lines(name)) {
      if (line.startsWith("> ") || line.startsWith("< ")) {
        byClient = line.startsWith("> ");
        apdu = unframed(hex(line.substring(2)), apdu);
        apdus.add(apdu);
        byte[] challenge = challenge(apdu);
        if (challenge != null && byClient && fromClient == null) {
          fromClient = challenge;
        } else if (challenge != null && !byClient && fromServer == null) {
          fromServer = challenge;
        }
      }
      Matcher userInformation = USER_INFORMATION.matcher(line);
      if (userInformation.matches()) {
        apdu = hex(userInformation.group(1));
      }
      Matcher plain = PLAIN.matcher(line);
      if (plain.matches()) {
        int control = Integer.parseInt(plain.group(1), 16);
        long counter = Long.parseLong(plain.group(2));
        byte[] content = hex(plain.group(3));
        ciphered.add(new Ciphered(byClient, apdu, control, counter, content));
        apdus.set(apdus.size() - 1, content);
      }
    }
    return new Recording(ciphered, apdus, fromClient, fromServer);
  }

  /** The answer in pass 3 (action-request) or 4 (action-response): its octet string. */
  byte[] answer(boolean ofClient) {
    String head = ofClient ? "C301C1000F0000280000FF010109" : "C701C100010009";
    for (byte[] apdu : apdus) {
      String text =
          HexFormat.of().withUpperCase().formatHex(apdu).replaceFirst("^(C[37]01)..", "$1C1");
      if (text.startsWith(head)) {
        return hex(text.substring(head.length() + 2));
      }
    }
    throw new IllegalStateException("no answer to a challenge");
  }

  private static byte[] challenge(byte[] apdu) {
    int tag = apdu.length == 0 ? 0 : apdu[0] & 0xFF;
    if (tag != 0x60 && tag != 0x61) {
      return null;
    }
    String text = HexFormat.of().withUpperCase().formatHex(apdu);
    Matcher matcher = CHALLENGE.matcher(text);
    for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
      int inner = Integer.parseInt(matcher.group(3), 16);
      boolean fits = Integer.parseInt(matcher.group(2), 16) == inner + 2 && inner >= 8;
      if (fits && matcher.start() % 2 == 0) {
        return hex(text.substring(matcher.end(), matcher.end() + 2 * inner));
      }
    }
    return null;
  }

  /**
   * The APDU in a wrapper frame or an information frame; segments are put together behind {@code
   * before}.
   */
  private static byte[] unframed(byte[] frame, byte[] before) {
    if (frame[0] != 0x7E) {
      return Arrays.copyOfRange(frame, WRAPPER, frame.length);
    }
    boolean information = frame.length > HDLC_HEAD + HDLC_TAIL && (frame[5] & 1) == 0;
    if (!information) {
      return before;
    }
    boolean llc = frame[HDLC_HEAD] == (byte) 0xE6 && frame[HDLC_HEAD + 2] == 0;
    byte[] content = Arrays.copyOfRange(frame, HDLC_HEAD + (llc ? 3 : 0), frame.length - HDLC_TAIL);
    if (llc) {
      return content;
    }
    byte[] all = Arrays.copyOf(before, before.length + content.length);
    System.arraycopy(content, 0, all, before.length, content.length);
    return all;
  }

  private static List<String> lines(String name) {
    String resource = "/org/meterway/dlms/vectors/" + name + ".hex";
    try (InputStream in = Recording.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
