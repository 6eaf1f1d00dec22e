/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.meterway.rfc1662.Octets.ESCAPE;
import static org.meterway.rfc1662.Octets.ESCAPE_BIT;
import static org.meterway.rfc1662.Octets.FLAG;
import static org.meterway.rfc1662.Octets.LONG;

import java.util.Arrays;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.codec.Layout;

/**
 * The decoder of {@link org.meterway.api.codec.Framing#STUFFED}: RFC 1662 section 4.
 *
 * <pre>
 * on the line          7E FF 03 00 21 00 02 BF 7D 5E .. .. 7E
 * without the stuffing    FF 03 00 21 00 02 BF 7E    .. ..
 * </pre>
 *
 * <p>Flags part the input. What stands between two of them is a frame or a fault and owns the
 * closing flag, and the flags in front of it that nothing else owns. Octets are copied once, into
 * the buffer from which the frame is handed on.
 */
final class StuffedFrameDecoder extends CountingFrameDecoder {
  private enum State {
    /** No flag yet. */
    HUNTING,
    /** Behind a flag, with nothing but fill since then. */
    IDLE,
    /** Within a frame. */
    CONTENT,
    /** Within a frame, behind a control escape. */
    ESCAPED,
    /** Within a frame that has already more octets than it may have. */
    OVERLONG
  }

  private static final int SMALLEST = 512;
  private static final int STEP = 2 * Long.BYTES;

  private final ContentReader reader;
  private final int receiveAccm;

  private final int longest;

  private State state = State.HUNTING;

  /** The frame without its stuffing. */
  private byte[] content;

  private int length;

  /** Where the frame's first octet behind its flags stands in the input. */
  private long contentPosition;

  StuffedFrameDecoder(FrameFormat format, FrameSink sink) {
    super(sink);
    this.reader = new ContentReader(format);
    this.receiveAccm = format.receiveAccm();
    this.longest = reader.longest();
    this.content = new byte[Math.min(SMALLEST, longest)];
  }

  @Override
  void decode(byte[] buffer, int from, int to, long origin) {
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case HUNTING -> hunt(buffer, at, to, origin);
            case IDLE -> idle(buffer, at, origin);
            case CONTENT -> content(buffer, at, to, origin);
            case ESCAPED -> escaped(buffer, at, origin);
            case OVERLONG -> overlong(buffer, at, to, origin);
          };
    }
  }

  private int hunt(byte[] buffer, int from, int to, long origin) {
    int flagAt = Octets.indexOfFlag(buffer, from, to);
    if (flagAt == to) {
      return to;
    }
    if (origin + flagAt > output.assigned()) {
      output.fault(FrameError.NOISE, origin + flagAt);
    }
    state = State.IDLE;
    return flagAt + 1;
  }

  private int idle(byte[] buffer, int at, long origin) {
    if (buffer[at] == FLAG || Octets.isMapped(buffer[at], receiveAccm)) {
      return at + 1;
    }
    length = 0;
    contentPosition = origin + at;
    state = State.CONTENT;
    return at;
  }

  private int escaped(byte[] buffer, int at, long origin) {
    byte octet = buffer[at];
    if (octet == FLAG) {
      endWith(FrameError.ABORTED, origin + at + 1);
    } else if (!Octets.isMapped(octet, receiveAccm)) {
      state = State.CONTENT;
      put((byte) (octet ^ ESCAPE_BIT));
    }
    return at + 1;
  }

  private int overlong(byte[] buffer, int from, int to, long origin) {
    int flagAt = Octets.indexOfFlag(buffer, from, to);
    if (flagAt == to) {
      return to;
    }
    endWith(FrameError.TOO_LONG, origin + flagAt + 1);
    return flagAt + 1;
  }

  /** Copies up to the end of the frame, of the chunk, or of what a frame may hold. */
  private int content(byte[] buffer, int from, int to, long origin) {
    int at = from;
    while (at < to) {
      at = copyRuns(buffer, at, to);
      if (at == to) {
        return to;
      }
      byte octet = buffer[at++];
      if (octet == FLAG) {
        endFrame(origin + at);
        return at;
      }
      if (octet == ESCAPE) {
        state = State.ESCAPED;
        return at;
      }
      if (!Octets.isMapped(octet, receiveAccm)) {
        put(octet);
        if (state != State.CONTENT) {
          return at;
        }
      }
    }
    return at;
  }

  /**
   * Copies sixteen octets at a time and undoes the escapes between them.
   *
   * @return the index of a flag, or of an octet that has to be looked at alone
   */
  private int copyRuns(byte[] buffer, int from, int to) {
    byte[] target = content;
    int at = from;
    int out = length;
    // Octets only become fewer, so that what fits the target in front of the loop fits it within.
    int last = Math.min(to, at + target.length - out) - STEP;
    while (at <= last) {
      long first = (long) LONG.get(buffer, at);
      long second = (long) LONG.get(buffer, at + Long.BYTES);
      LONG.set(target, out, first);
      LONG.set(target, out + Long.BYTES, second);
      long firstMarks = marks(first);
      long secondMarks = marks(second);
      if ((firstMarks | secondMarks) == 0) {
        at += STEP;
        out += STEP;
        continue;
      }
      int clean =
          firstMarks != 0 ? Octets.first(firstMarks) : Long.BYTES + Octets.first(secondMarks);
      at += clean;
      out += clean;
      if (buffer[at] != ESCAPE || at + 1 == to) {
        break;
      }
      byte escaped = buffer[at + 1];
      if (escaped == FLAG || Octets.isMapped(escaped, receiveAccm)) {
        break;
      }
      target[out++] = (byte) (escaped ^ ESCAPE_BIT);
      at += 2;
    }
    length = out;
    return at;
  }

  /** Marks the octets that cannot just be copied. */
  private long marks(long octets) {
    long marks = Octets.specials(octets);
    return receiveAccm == 0 ? marks : marks | Octets.controls(octets);
  }

  private void put(byte octet) {
    if (length == longest) {
      state = State.OVERLONG;
      return;
    }
    if (content.length - length < STEP && content.length < longest) {
      content = Arrays.copyOf(content, Math.min(2 * content.length, longest));
    }
    content[length++] = octet;
  }

  private void endFrame(long end) {
    FrameError error = reader.read(content, length);
    if (error != null) {
      endWith(error, end);
      return;
    }
    state = State.IDLE;
    output.frame(
        reader.protocol(),
        content,
        reader.informationAt(),
        reader.informationLength(),
        contentPosition,
        end);
  }

  private void endWith(FrameError error, long end) {
    state = State.IDLE;
    output.fault(error, end);
  }

  @Override
  public boolean isPending() {
    return state != State.IDLE && output.unassigned() > 0;
  }

  @Override
  void giveUp(FrameError error) {
    if (!isPending()) {
      return;
    }
    FrameError cause =
        switch (state) {
          case HUNTING -> FrameError.NOISE;
          case OVERLONG -> FrameError.TOO_LONG;
          default -> error;
        };
    state = State.HUNTING;
    output.fault(cause, output.bytes());
  }

  /** How many bytes can be held between two calls. */
  int capacity() {
    return content.length;
  }

  @Override
  public FcsOrder fcsOrder() {
    return reader.fcsOrder();
  }

  @Override
  public Layout layout() {
    return reader.layout();
  }
}
