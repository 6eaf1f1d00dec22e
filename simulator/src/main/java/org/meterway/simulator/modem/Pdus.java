/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The service centre's side of 3GPP TS 23.040: makes SMS-DELIVER, reads SMS-SUBMIT. */
final class Pdus {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] SERVICE_CENTRE = HEX.parseHex("07919471227210F4");
  private static final int HEADER_OCTETS = 6;

  /** A part of a message that came. */
  record Delivered(String sender, String text, String timestamp, String pdu) {
    /** Octets of the PDU without the service centre, as AT commands count them. */
    int length() {
      return pdu.length() / 2 - SERVICE_CENTRE.length;
    }
  }

  private Pdus() {}

  /** As many parts as the text needs. */
  static List<Delivered> deliver(String sender, String text, int reference, OffsetDateTime sent) {
    boolean basic = Gsm7.isBasic(text);
    int whole = basic ? 160 : 70;
    int each = basic ? 153 : 67;
    List<String> pieces = new ArrayList<>();
    if (text.length() <= whole) {
      pieces.add(text);
    } else {
      for (int at = 0; at < text.length(); at += each) {
        pieces.add(text.substring(at, Math.min(text.length(), at + each)));
      }
    }
    List<Delivered> parts = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      byte[] header =
          pieces.size() == 1
              ? new byte[0]
              : new byte[] {5, 0, 3, (byte) reference, (byte) pieces.size(), (byte) (i + 1)};
      parts.add(part(sender, pieces.get(i), basic, header, sent));
    }
    return parts;
  }

  private static Delivered part(
      String sender, String text, boolean basic, byte[] header, OffsetDateTime sent) {
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    pdu.writeBytes(SERVICE_CENTRE);
    pdu.write(header.length > 0 ? 0x44 : 0x04);
    pdu.writeBytes(address(sender));
    pdu.write(0);
    pdu.write(basic ? 0x00 : 0x08);
    String[] fields = {
      digits(sent.getYear() % 100), digits(sent.getMonthValue()), digits(sent.getDayOfMonth()),
      digits(sent.getHour()), digits(sent.getMinute()), digits(sent.getSecond())
    };
    for (String field : fields) {
      pdu.writeBytes(swapped(field));
    }
    int quarters = sent.getOffset().getTotalSeconds() / 900;
    byte zone = swapped(digits(Math.abs(quarters)))[0];
    pdu.write(quarters < 0 ? zone | 0x08 : zone);
    if (basic) {
      byte[] packed = Gsm7.pack(text, 8 * header.length);
      System.arraycopy(header, 0, packed, 0, header.length);
      pdu.write((8 * header.length + 6) / 7 + text.length());
      pdu.writeBytes(packed);
    } else {
      byte[] ucs2 = text.getBytes(StandardCharsets.UTF_16BE);
      pdu.write(header.length + ucs2.length);
      pdu.writeBytes(header);
      pdu.writeBytes(ucs2);
    }
    String timestamp =
        "%s/%s/%s,%s:%s:%s%s%s"
            .formatted(
                fields[0],
                fields[1],
                fields[2],
                fields[3],
                fields[4],
                fields[5],
                quarters < 0 ? "-" : "+",
                digits(Math.abs(quarters)));
    return new Delivered(sender, text, timestamp, HEX.formatHex(pdu.toByteArray()));
  }

  /** A PDU somebody has made, for which only the modem's text mode knows no words. */
  static Delivered ready(String pdu) {
    return new Delivered("", "", "", pdu);
  }

  private static String digits(int value) {
    return "%02d".formatted(value);
  }

  private static byte[] address(String number) {
    if (number.matches("\\+?[0-9]+")) {
      String digits = number.replace("+", "");
      byte[] semi = swapped(digits);
      byte[] address = new byte[2 + semi.length];
      address[0] = (byte) digits.length();
      address[1] = (byte) (number.startsWith("+") ? 0x91 : 0x81);
      System.arraycopy(semi, 0, address, 2, semi.length);
      return address;
    }
    byte[] packed = Gsm7.pack(number, 0);
    byte[] address = new byte[2 + packed.length];
    address[0] = (byte) (2 * packed.length);
    address[1] = (byte) 0xD0;
    System.arraycopy(packed, 0, address, 2, packed.length);
    return address;
  }

  private static byte[] swapped(String digits) {
    String even = digits.length() % 2 == 0 ? digits : digits + "F";
    byte[] octets = new byte[even.length() / 2];
    for (int i = 0; i < octets.length; i++) {
      octets[i] =
          (byte)
              (Character.digit(even.charAt(2 * i + 1), 16) << 4
                  | Character.digit(even.charAt(2 * i), 16));
    }
    return octets;
  }

  /**
   * Reads an SMS-SUBMIT.
   *
   * @param length as the command said it: octets without the service centre
   * @throws IllegalArgumentException if it is none, or not of this length
   */
  static SentMessage submit(String hex, int length) {
    try {
      return read(HEX.parseHex(hex), length, hex);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a PDU that is cut short: " + hex, e);
    }
  }

  private static SentMessage read(byte[] pdu, int length, String hex) {
    int at = 1 + pdu[0];
    if (pdu.length - at != length) {
      throw new IllegalArgumentException(
          "%d octets behind the service centre, %d were announced"
              .formatted(pdu.length - at, length));
    }
    int first = pdu[at++];
    if ((first & 3) != 1) {
      throw new IllegalArgumentException("no SMS-SUBMIT: " + hex);
    }
    at++; // The message reference
    int digits = pdu[at++];
    StringBuilder number = new StringBuilder((pdu[at++] & 0x70) == 0x10 ? "+" : "");
    for (int i = 0; i < digits; i++) {
      number.append(Integer.toHexString(pdu[at + i / 2] >> 4 * (i % 2) & 0xF));
    }
    at += (digits + 1) / 2 + 1; // And the protocol identifier
    int coding = pdu[at++];
    at += validityOctets(first);
    int units = pdu[at++] & 0xFF;
    byte[] data = Arrays.copyOfRange(pdu, at, pdu.length);
    int headerOctets = (first & 0x40) == 0 ? 0 : 1 + data[0];
    if (headerOctets != 0 && headerOctets != HEADER_OCTETS) {
      throw new IllegalArgumentException("a header of " + headerOctets + " octets");
    }
    int parts = headerOctets == 0 ? 1 : data[4];
    int part = headerOctets == 0 ? 1 : data[5];
    String text;
    if (coding == 0) {
      text = Gsm7.unpack(data, (8 * headerOctets + 6) / 7, units);
    } else if (coding == 8) {
      text = new String(data, headerOctets, units - headerOctets, StandardCharsets.UTF_16BE);
    } else {
      throw new IllegalArgumentException("data coding scheme " + coding);
    }
    return new SentMessage(number.toString(), text, hex, part, parts);
  }

  private static int validityOctets(int first) {
    return switch (first >> 3 & 3) {
      case 0 -> 0;
      case 2 -> 1;
      default -> 7;
    };
  }
}
