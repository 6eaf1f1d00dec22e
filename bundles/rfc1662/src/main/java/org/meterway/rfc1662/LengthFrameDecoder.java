/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.meterway.rfc1662.Octets.ALL_STATIONS;
import static org.meterway.rfc1662.Octets.FLAG;
import static org.meterway.rfc1662.Octets.UNNUMBERED_INFORMATION;

import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.codec.Layout;

/**
 * The decoder of {@link org.meterway.api.codec.Framing#LENGTH}.
 *
 * <pre>
 * | 7E | FF 03 | protocol | length | information | FCS | 7E |
 * </pre>
 *
 * <p>Octets are not stuffed, so any 7E may be data, a false beginning, or a flag. Each is tried in
 * turn as the opening flag of a candidate; the first that holds (header, closing flag where the
 * length says, frame check) is the frame, and the search goes on with its closing flag. A candidate
 * that fails costs no more than its own flag: the next one is looked for right behind that, so that
 * a false header or a damaged length never hides a frame behind it.
 *
 * <p>What lies between frames is parted into faults:
 *
 * <ul>
 *   <li>A candidate whose closing flag stands where it should but whose frame check is wrong is one
 *       fault from flag to flag, unless a good frame begins inside.
 *   <li>Any other fault goes on to the next plausible header.
 *   <li>Of several flags in front of that header the first closes the fault; a single one opens the
 *       frame.
 * </ul>
 *
 * <p>All of this depends on the bytes alone, not on how they are cut into chunks. A frame that lies
 * whole in the caller's buffer is handed on from there; only the beginning of a frame that is not
 * complete is copied.
 */
final class LengthFrameDecoder extends CountingFrameDecoder {
  private enum State {
    /** The byte before was no flag, or a flag whose candidate has failed. */
    HUNTING,
    /** The byte before was a flag: what follows is a candidate. */
    BEHIND_FLAG
  }

  private enum Header {
    PARTIAL,
    ABSENT,
    EMPTY_INFORMATION,
    LONG_INFORMATION,
    PLAUSIBLE
  }

  private static final long NOWHERE = -1;

  /** For a decoder that only counts. */
  private static final FrameSink NOBODY =
      new FrameSink() {
        @Override
        public void frame(
            int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {}

        @Override
        public void fault(FrameError error, long position, long wireLength) {}
      };

  /** Up to this length a frame check is computed afresh, even for octets that were read before. */
  private static final int SHORT = 256;

  private final FrameFormat format;
  private final Fcs fcs;
  private final ReceivedOrder order;
  private final int maxInformation;
  private final FcsCheckpoints checkpoints;
  private final Remainder held = new Remainder();

  private State state = State.HUNTING;

  /** In {@link State#BEHIND_FLAG} the position of that flag. */
  private long flag = NOWHERE;

  /** The first of the flags that stand in a row up to {@link #flag}. */
  private long firstFlag = NOWHERE;

  /** The cause of the fault that reaches from the first unassigned byte to here; null if none. */
  private FrameError openFault;

  /** The closing flag of the candidate that is the open fault, if that is whole. */
  private long closingFlag = NOWHERE;

  /** Up to here octets have gone through the frame check. */
  private long checkedTo;

  /** How many bytes the candidate lacks at least. */
  private int missing;

  LengthFrameDecoder(FrameFormat format, FrameSink sink) {
    super(sink);
    this.format = format;
    this.fcs = Fcs.of(format.frameCheck());
    this.order = new ReceivedOrder(format);
    this.maxInformation = format.maxInformation();
    this.checkpoints = new FcsCheckpoints(fcs, MeterHeader.LENGTH + maxInformation);
  }

  @Override
  void decode(byte[] buffer, int from, int to, long origin) {
    int at = completeHeld(buffer, from, to);
    if (at < to) {
      int keep = scan(buffer, at, to, origin);
      if (keep < to) {
        held.hold(buffer, keep, to, origin + keep);
      }
    }
  }

  /**
   * Adds to what is held no more than its candidate lacks, until nothing is held any more or all of
   * it is in the caller's buffer too.
   *
   * @return where to go on in the caller's buffer
   */
  private int completeHeld(byte[] buffer, int from, int to) {
    int at = from;
    while (!held.isEmpty() && at < to) {
      int count = Math.min(missing, to - at);
      held.append(buffer, at, count);
      at += count;
      held.dropTo(scan(held.octets(), held.from(), held.to(), held.origin()));
      if (held.length() <= at - from) {
        at -= held.length();
        held.clear();
      }
    }
    return at;
  }

  @Override
  public boolean isPending() {
    return openFault != null || !held.isEmpty();
  }

  @Override
  public void recover() {
    while (!held.isEmpty() && holdsBackAFrame()) {
      giveUpCandidate(FrameError.TIMEOUT);
    }
  }

  /** Whether a good frame stands complete behind the header of the candidate. */
  private boolean holdsBackAFrame() {
    LengthFrameDecoder behind = new LengthFrameDecoder(format, NOBODY);
    int from = held.from() + 1;
    behind.decode(held.octets(), from, held.to() - from);
    behind.expire();
    return behind.frames() > 0;
  }

  private void giveUpCandidate(FrameError error) {
    if (flag == closingFlag) {
      closeFault(flag + 1);
    }
    fail(error);
    held.dropTo(scan(held.octets(), held.from(), held.to(), held.origin()));
  }

  @Override
  void giveUp(FrameError error) {
    while (!held.isEmpty()) {
      giveUpCandidate(error);
    }
    if (openFault != null) {
      boolean endsWithFlag = state == State.BEHIND_FLAG;
      long lastOfFault = flag == closingFlag ? flag : firstFlag;
      closeFault(endsWithFlag ? lastOfFault + 1 : output.bytes());
    }
  }

  /** How many bytes are held between two calls. */
  int held() {
    return held.length();
  }

  @Override
  public FcsOrder fcsOrder() {
    return order.latest();
  }

  @Override
  public Layout layout() {
    return Layout.METER;
  }

  /**
   * Decides on candidates as long as the bytes for that are there.
   *
   * @param origin the position of {@code octets[0]}
   * @return the index of the first octet that is still needed: where the undecided candidate's
   *     header begins, or {@code to}
   */
  private int scan(byte[] octets, int from, int to, long origin) {
    int at = from;
    while (at < to) {
      if (state == State.HUNTING) {
        int flagAt = Octets.indexOfFlag(octets, at, to);
        if (flagAt > at && openFault == null) {
          openFault = FrameError.NOISE;
        }
        if (flagAt == to) {
          return to;
        }
        firstFlag = origin + flagAt;
        behindFlag(firstFlag);
        at = flagAt + 1;
      } else if (octets[at] == FLAG) {
        if (flag == closingFlag) {
          closeFault(flag + 1);
        }
        behindFlag(flag + 1);
        at++;
      } else {
        Header header = header(octets, at, to);
        if (header == Header.PARTIAL) {
          missing = at + MeterHeader.LENGTH - to;
          return at;
        }
        if (flag == closingFlag) {
          closeFault(header == Header.PLAUSIBLE ? endOfOpenFault() : flag + 1);
        }
        switch (header) {
          case EMPTY_INFORMATION -> fail(FrameError.BAD_LENGTH);
          case LONG_INFORMATION -> fail(FrameError.TOO_LONG);
          case PLAUSIBLE -> {
            if (openFault != null && closingFlag == NOWHERE) {
              closeFault(endOfOpenFault());
            }
            int closingAt =
                at + MeterHeader.LENGTH + MeterHeader.informationLength(octets, at) + fcs.length();
            if (closingAt >= to) {
              missing = closingAt + 1 - to;
              return at;
            }
            if (decide(octets, at, closingAt, origin)) {
              at = closingAt + 1;
            }
          }
          default -> fail(isOwn(flag) ? FrameError.BAD_HEADER : FrameError.NOISE);
        }
      }
    }
    return to;
  }

  private Header header(byte[] octets, int at, int to) {
    if (octets[at] != ALL_STATIONS) {
      return Header.ABSENT;
    }
    if (to - at < 2) {
      return Header.PARTIAL;
    }
    if (octets[at + 1] != UNNUMBERED_INFORMATION) {
      return Header.ABSENT;
    }
    if (to - at < MeterHeader.LENGTH) {
      return Header.PARTIAL;
    }
    int length = MeterHeader.informationLength(octets, at);
    if (length == 0) {
      return Header.EMPTY_INFORMATION;
    }
    return length > maxInformation ? Header.LONG_INFORMATION : Header.PLAUSIBLE;
  }

  /** Whether the candidate, which is there to its last octet, is a frame. */
  private boolean decide(byte[] octets, int at, int closingAt, long origin) {
    if (octets[closingAt] != FLAG) {
      fail(FrameError.MISSING_FLAG);
      return false;
    }
    int fcsAt = closingAt - fcs.length();
    if (!order.accepts(value(octets, at, fcsAt, origin), fcs.read(octets, fcsAt))) {
      if (openFault == null) {
        closingFlag = origin + closingAt;
      }
      fail(FrameError.FCS_MISMATCH);
      return false;
    }
    if (openFault != null) {
      closeFault(endOfOpenFault());
    }
    int informationAt = at + MeterHeader.LENGTH;
    long opening = flag;
    behindFlag(origin + closingAt);
    output.frame(
        MeterHeader.protocol(octets, at),
        octets,
        informationAt,
        fcsAt - informationAt,
        opening,
        flag + 1);
    return true;
  }

  private int value(byte[] octets, int from, int to, long origin) {
    boolean readBefore = origin + from < checkedTo;
    checkedTo = Math.max(checkedTo, origin + to);
    return readBefore && to - from > SHORT
        ? checkpoints.over(octets, from, to, origin)
        : fcs.over(octets, from, to);
  }

  private void behindFlag(long position) {
    state = State.BEHIND_FLAG;
    flag = position;
    if (flag == closingFlag && flag == firstFlag) {
      closeFault(flag + 1);
    }
  }

  /** The candidate is none: it begins a fault, or goes on with the one that is open. */
  private void fail(FrameError error) {
    state = State.HUNTING;
    if (openFault == null) {
      openFault = error;
    }
  }

  /** Where the open fault ends if the candidate behind {@link #flag} is what follows it. */
  private long endOfOpenFault() {
    return firstFlag < flag ? firstFlag + 1 : flag;
  }

  private void closeFault(long end) {
    FrameError error = openFault;
    openFault = null;
    closingFlag = NOWHERE;
    output.fault(error, end);
  }

  /** Whether a flag belongs to no frame and no fault yet. */
  private boolean isOwn(long position) {
    return position >= output.assigned();
  }
}
