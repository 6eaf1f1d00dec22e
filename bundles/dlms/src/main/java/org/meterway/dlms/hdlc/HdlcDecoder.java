/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.meterway.dlms.hdlc.HdlcFrame.FLAG;

/**
 * Finds the frames in a stream. Not thread-safe.
 *
 * <p>Bytes are put in as they come; {@link #next} moves on to the next whole frame, which stays
 * where it is until bytes are put in again. A flag may end one frame and begin the next. As flags
 * occur within frames as well, a frame ends where its length says, and counts only with a flag
 * there and with right check sequences; what does not is a fault, and the search goes on behind the
 * flag that it began with. The header's check sequence is looked at as soon as it is there, so that
 * a wrong length is not waited for. Memory is bounded by the longest frame and by what is put in at
 * once.
 */
public final class HdlcDecoder {
  /** Format, two addresses of one byte, control, check sequence. */
  private static final int SHORTEST = 7;

  /** Format, two addresses of four bytes, control, check sequence. */
  private static final int LONGEST_HEADER = 13;

  private static final int FORMAT_TYPE = 0xA0;
  private static final int CHECK_SIZE = 2;
  private static final int SMALLEST = 512;

  private enum Look {
    WHOLE,
    NOT_YET,
    FAULTY
  }

  private final HdlcFrame frame = new HdlcFrame();
  private final HdlcFaults faults;
  private byte[] bytes = new byte[SMALLEST];

  /** Where what was not looked at yet begins, and ends. */
  private int at;

  private int end;

  /** Whether what comes in front of the next flag was counted already. */
  private boolean counted;

  /** A decoder at the beginning of a stream. */
  public HdlcDecoder() {
    this(new HdlcFaults());
  }

  HdlcDecoder(HdlcFaults faults) {
    this.faults = faults;
  }

  /** Puts bytes in. */
  public void put(byte[] input, int from, int count) {
    makeRoom(count);
    System.arraycopy(input, from, bytes, end, count);
    end += count;
  }

  private void makeRoom(int count) {
    if (count <= bytes.length - end) {
      return;
    }
    int pending = end - at;
    byte[] target = bytes;
    if (pending + count > bytes.length) {
      target = new byte[Math.max(2 * bytes.length, pending + count)];
    }
    System.arraycopy(bytes, at, target, 0, pending);
    bytes = target;
    at = 0;
    end = pending;
  }

  /** Moves on to the next frame; false if none is whole yet. */
  public boolean next() {
    while (hunt()) {
      switch (look()) {
        case WHOLE -> {
          return true;
        }
        case NOT_YET -> {
          return false;
        }
        case FAULTY -> counted = true;
      }
    }
    return false;
  }

  /** Goes on to the last flag of the next run of them; false if there is none. */
  private boolean hunt() {
    while (at < end && bytes[at] != FLAG) {
      if (!counted) {
        faults.count(HdlcFault.NOISE);
        counted = true;
      }
      at++;
    }
    while (at + 1 < end && bytes[at + 1] == FLAG) {
      at++;
    }
    if (at < end) {
      counted = false;
    }
    return at < end;
  }

  /** Looks at what stands behind a flag, and leaves a faulty one. */
  private Look look() {
    int first = at + 1;
    int available = end - first;
    if (available == 0) {
      return Look.NOT_YET;
    }
    if ((bytes[first] & 0xF0) != FORMAT_TYPE) {
      return faulty(HdlcFault.FORMAT, first);
    }
    if (available == 1) {
      return Look.NOT_YET;
    }
    int length = (bytes[first] & 0x07) << 8 | bytes[first + 1] & 0xFF;
    if (length < SHORTEST) {
      return faulty(HdlcFault.LENGTH, first);
    }
    if (available < Math.min(length, LONGEST_HEADER)) {
      return Look.NOT_YET;
    }
    return header(first, length, available);
  }

  private Look header(int first, int length, int available) {
    int limit = first + Math.min(length, LONGEST_HEADER);
    int destinationAt = first + 2;
    int destinationSize = addressSize(destinationAt, limit);
    int sourceAt = destinationAt + destinationSize;
    int sourceSize = destinationSize == 0 ? 0 : addressSize(sourceAt, limit);
    if (sourceSize == 0) {
      return faulty(HdlcFault.ADDRESS, first);
    }
    int controlAt = sourceAt + sourceSize;
    int checkAt = controlAt + 1;
    int information = first + length - checkAt - 2 * CHECK_SIZE;
    boolean bare = information == -CHECK_SIZE;
    if (information < 0 && !bare) {
      return faulty(HdlcFault.LENGTH, first);
    }
    if (!bare && !Fcs16.isRight(bytes, first, checkAt)) {
      return faulty(HdlcFault.HEADER_CHECK, first);
    }
    if (available <= length) {
      return Look.NOT_YET;
    }
    int closing = first + length;
    if (bytes[closing] != FLAG) {
      return faulty(HdlcFault.CLOSING_FLAG, first);
    }
    if (!Fcs16.isRight(bytes, first, closing - CHECK_SIZE)) {
      // With a header that is right, and a flag where it says, it was a frame up to there.
      return faulty(HdlcFault.FRAME_CHECK, bare ? first : closing);
    }
    frame.bytes = bytes;
    frame.start = at;
    frame.length = length + 2;
    frame.destination = address(frame.destination, destinationAt, destinationSize);
    frame.source = address(frame.source, sourceAt, sourceSize);
    frame.control = bytes[controlAt] & 0xFF;
    frame.informationAt = bare ? checkAt : checkAt + CHECK_SIZE;
    frame.informationLength = bare ? 0 : information;
    at = closing;
    return Look.WHOLE;
  }

  private Look faulty(HdlcFault fault, int goOnAt) {
    faults.count(fault);
    at = goOnAt;
    return Look.FAULTY;
  }

  /** 1, 2 or 4, or 0 for something else. */
  private int addressSize(int from, int limit) {
    for (int i = 0; i < HdlcAddress.MAX_SIZE && from + i < limit; i++) {
      if ((bytes[from + i] & 1) != 0) {
        return i == 2 ? 0 : i + 1;
      }
    }
    return 0;
  }

  /** The address, the same object if it is the latest one: most frames are between the same two. */
  private HdlcAddress address(HdlcAddress latest, int from, int size) {
    int upper = (bytes[from] & 0xFF) >>> 1;
    int lower = 0;
    if (size == 2) {
      lower = (bytes[from + 1] & 0xFF) >>> 1;
    } else if (size == HdlcAddress.MAX_SIZE) {
      upper = upper << 7 | (bytes[from + 1] & 0xFF) >>> 1;
      lower = (bytes[from + 2] & 0xFF) >>> 1 << 7 | (bytes[from + 3] & 0xFF) >>> 1;
    }
    if (latest != null
        && latest.upper() == upper
        && latest.lower() == lower
        && latest.size() == size) {
      return latest;
    }
    return new HdlcAddress(upper, lower, size);
  }

  /** The frame that {@link #next} found. */
  public HdlcFrame frame() {
    return frame;
  }

  /** Whether a frame has begun that is not whole. */
  public boolean isPending() {
    return end - at > 1;
  }

  /**
   * Gives up the frame that has begun, as it does not go on. Frames that were behind its beginning
   * may come to light: {@link #next} finds them.
   */
  public void giveUp() {
    if (isPending()) {
      faults.count(HdlcFault.ABORTED);
      counted = true;
      at++;
    }
  }

  /** Forgets everything: a new stream begins. */
  public void reset() {
    at = 0;
    end = 0;
    counted = false;
  }

  /** How often something was dropped for this reason. */
  public long faults(HdlcFault fault) {
    return faults.of(fault);
  }
}
