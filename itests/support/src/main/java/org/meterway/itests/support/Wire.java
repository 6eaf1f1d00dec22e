/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The form of the frames on a test's line, written from the description alone and independent of
 * the codec under test. It reads only what is undamaged: anything else is an error.
 */
public enum Wire {
  /** As QuecPython meters: a length field delimits; FCS-16, high octet first. */
  LENGTH(false, 2, true),
  /** A length field delimits; FCS-16 in the order of RFC 1662, low octet first. */
  LENGTH_LOW_FIRST(false, 2, false),
  /** Flags delimit, RFC 1662; FCS-16. */
  STUFFED(true, 2, false),
  /** Flags delimit, RFC 1662; FCS-32. */
  STUFFED_FCS32(true, 4, false);

  private static final int FLAG = 0x7E;
  private static final int ESCAPE = 0x7D;
  private static final int HEADER = 6;

  private final boolean stuffed;
  private final int checkLength;
  private final boolean highFirst;

  Wire(boolean stuffed, int checkLength, boolean highFirst) {
    this.stuffed = stuffed;
    this.checkLength = checkLength;
    this.highFirst = highFirst;
  }

  /** The value of a link's property {@code framing}. */
  public String framing() {
    return stuffed ? "STUFFED" : "LENGTH";
  }

  /** The value of a link's property {@code fcs}. */
  public int fcs() {
    return 8 * checkLength;
  }

  /** The value of a link's property {@code fcsOrder}. */
  public String fcsOrder() {
    return highFirst ? "HIGH_FIRST" : "LOW_FIRST";
  }

  public byte[] encode(Frame frame) {
    byte[] content = new byte[HEADER + 1 + frame.data().length];
    int information = 1 + frame.data().length;
    content[0] = (byte) 0xFF;
    content[1] = 0x03;
    content[2] = (byte) frame.protocol();
    content[3] = (byte) (frame.protocol() >> 8);
    content[4] = (byte) (information >> 8);
    content[5] = (byte) information;
    content[6] = (byte) frame.command();
    System.arraycopy(frame.data(), 0, content, HEADER + 1, frame.data().length);
    long check = check(content, content.length);

    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.write(FLAG);
    for (byte octet : content) {
      put(octet & 0xFF, line);
    }
    for (int i = 0; i < checkLength; i++) {
      put(checkOctet(check, i), line);
    }
    line.write(FLAG);
    return line.toByteArray();
  }

  private int checkOctet(long check, int place) {
    return (int) (check >> 8 * (highFirst ? checkLength - 1 - place : place)) & 0xFF;
  }

  private void put(int octet, ByteArrayOutputStream line) {
    if (stuffed && (octet == FLAG || octet == ESCAPE)) {
      line.write(ESCAPE);
      line.write(octet ^ 0x20);
    } else {
      line.write(octet);
    }
  }

  /** RFC 1662 appendix C, bit by bit. */
  private long check(byte[] content, int length) {
    if (checkLength == 4) {
      CRC32 crc = new CRC32();
      crc.update(content, 0, length);
      return crc.getValue();
    }
    int fcs = 0xFFFF;
    for (int i = 0; i < length; i++) {
      fcs ^= content[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        fcs = (fcs & 1) == 0 ? fcs >> 1 : fcs >> 1 ^ 0x8408;
      }
    }
    return ~fcs & 0xFFFF;
  }

  /** Takes a line apart. Not thread-safe. */
  public final class Reader {
    private byte[] pending = new byte[0];

    /**
     * Takes further bytes.
     *
     * @return the frames that they complete
     * @throws IllegalStateException on any damage
     */
    public List<Frame> read(byte[] bytes, int length) {
      byte[] line = Arrays.copyOf(pending, pending.length + length);
      System.arraycopy(bytes, 0, line, pending.length, length);
      List<Frame> frames = new ArrayList<>();
      int next = 0;
      for (int end = end(line, next); end > 0; end = end(line, next)) {
        frames.add(parse(line, next + 1, end - 1));
        next = end;
      }
      pending = Arrays.copyOfRange(line, next, line.length);
      return frames;
    }

    /**
     * Behind the closing flag of the frame that begins at {@code start}; 0 when it is not there.
     */
    private int end(byte[] line, int start) {
      if (line.length > start && (line[start] & 0xFF) != FLAG) {
        throw new IllegalStateException("no flag but %02x".formatted(line[start]));
      }
      if (stuffed) {
        for (int i = start + 1; i < line.length; i++) {
          if ((line[i] & 0xFF) == FLAG) {
            return i + 1;
          }
        }
        return 0;
      }
      if (line.length < start + 1 + HEADER) {
        return 0;
      }
      int information = (line[start + 5] & 0xFF) << 8 | line[start + 6] & 0xFF;
      int end = start + 1 + HEADER + information + checkLength + 1;
      return end <= line.length ? end : 0;
    }

    private Frame parse(byte[] line, int from, int to) {
      byte[] content = stuffed ? unstuff(line, from, to) : Arrays.copyOfRange(line, from, to);
      int length = content.length - checkLength;
      long expected = check(content, length);
      for (int i = 0; i < checkLength; i++) {
        if ((content[length + i] & 0xFF) != checkOctet(expected, i)) {
          throw new IllegalStateException("frame check wrong");
        }
      }
      int information = (content[4] & 0xFF) << 8 | content[5] & 0xFF;
      if (information != length - HEADER) {
        throw new IllegalStateException("length field wrong: " + information);
      }
      return new Frame(
          content[2] & 0xFF | (content[3] & 0xFF) << 8,
          content[HEADER] & 0xFF,
          Arrays.copyOfRange(content, HEADER + 1, length));
    }

    private static byte[] unstuff(byte[] line, int from, int to) {
      ByteArrayOutputStream content = new ByteArrayOutputStream(to - from);
      for (int i = from; i < to; i++) {
        content.write((line[i] & 0xFF) == ESCAPE ? line[++i] ^ 0x20 : line[i]);
      }
      return content.toByteArray();
    }
  }
}
