/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import org.meterway.dlms.hdlc.HdlcException.Reason;

/**
 * The client's end of a link in normal response mode (IEC 62056-46): it asks, the meter answers
 * when asked. Not thread-safe.
 *
 * <p>Bytes that come are put in, {@link #next} says what they make; after each call of any method
 * {@link #output} is to be written, and {@link #next} is to be called at {@link #deadline} at the
 * latest. Time is passed in: nanoseconds from any beginning, never negative and never less than
 * before.
 *
 * <p>A command that is not answered in time is sent again, its numbered frames included; the meter
 * knows these by their numbers, so that each APDU arrives once and in order, or the link ends with
 * an {@link HdlcException}.
 *
 * <p>Made good of peers, and counted: N(R) that stays at 0 (an answer acknowledges its request),
 * either LLC header or none, answers that come twice, a final bit that is missing.
 */
public final class HdlcClientLink {
  /** Where the link is. */
  public enum State {
    /** There is none. */
    DISCONNECTED,
    /** SNRM was sent. */
    CONNECTING,
    /** APDUs can be exchanged. */
    CONNECTED,
    /** DISC was sent. */
    DISCONNECTING
  }

  /** How long a peer may answer that it takes nothing. */
  private static final long BUSY_NANOS = 60_000_000_000L;

  /** How long to wait before a peer that had nothing to say is asked again, in response times. */
  private static final int POLL_DIVISOR = 20;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int NONE = -1;

  private final HdlcAddress client;
  private final HdlcAddress server;
  private final HdlcParameters proposed;
  private final HdlcTiming timing;
  private final int maxApdu;

  private final HdlcFaults faults = new HdlcFaults();
  private final HdlcDecoder decoder = new HdlcDecoder(faults);
  private final HdlcEncoder out = new HdlcEncoder();
  private final UnnumberedInformation unnumbered;
  private final byte[] negotiation = new byte[Negotiation.MAX_SIZE];

  private State state = State.DISCONNECTED;
  private HdlcParameters parameters = HdlcParameters.DEFAULT;
  private Transfer transfer;
  private HdlcTrace trace;

  /** Until when an answer must have begun. */
  private long answerDeadline = NEVER;

  /** When to ask again a peer that had nothing to say, or took nothing. */
  private long pollAt = NEVER;

  private long busySince = NEVER;
  private long latestByte;
  private int retries;

  /** Which frame the peer asked for again, so that it asks once for each time that it is sent. */
  private int rejected = NONE;

  /** Whether SNRM was answered with DM once. */
  private boolean refused;

  /** How many numbered frames came since the last acknowledgement. */
  private int unconfirmed;

  /** Whether one of them is missing. */
  private boolean gap;

  /** Whether the peer's N(R) was seen to be of no use. */
  private boolean carelessPeer;

  private HdlcEvent latest = HdlcEvent.NONE;

  /**
   * No link yet.
   *
   * @param client an address of one byte
   * @param proposed what SNRM says
   * @param maxApdu the longest APDU that is put together
   */
  public HdlcClientLink(
      HdlcAddress client,
      HdlcAddress server,
      HdlcParameters proposed,
      HdlcTiming timing,
      int maxApdu) {
    this.client = client;
    this.server = server;
    this.proposed = proposed;
    this.timing = timing;
    this.maxApdu = maxApdu;
    this.unnumbered = new UnnumberedInformation(maxApdu);
    this.transfer = new Transfer(parameters, Llc.COMMAND, maxApdu);
  }

  /** Asks for a link. {@link HdlcEvent#CONNECTED} follows, or an error. */
  public void connect(long now) {
    begin(State.CONNECTING, now);
    command(now);
  }

  /** Ends the link. {@link HdlcEvent#DISCONNECTED} follows, or an error. */
  public void disconnect(long now) {
    begin(State.DISCONNECTING, now);
    command(now);
  }

  private void begin(State next, long now) {
    state = next;
    refused = false;
    retries = 0;
    pollAt = NEVER;
    busySince = NEVER;
    latestByte = now;
  }

  /**
   * Whether {@link #send} can be called: there is a link, and nothing is left to be acknowledged.
   */
  public boolean canSend() {
    return state == State.CONNECTED && transfer.isAllAcknowledged();
  }

  /** Whether anything of the latest APDU is still to be sent. */
  public boolean isSending() {
    return state == State.CONNECTED && !transfer.isAllSent();
  }

  /**
   * Sends an APDU: its first frames now, the others as the peer acknowledges them.
   *
   * @throws IllegalStateException unless {@link #canSend}
   */
  public void send(byte[] apdu, int offset, int length, long now) {
    if (!canSend()) {
      throw new IllegalStateException("no link, or the latest APDU is not acknowledged");
    }
    retries = 0;
    transfer.load(apdu, offset, length);
    command(now);
  }

  /** Asks the peer for what it has, unless it was asked already. */
  public void poll(long now) {
    if (state == State.CONNECTED && answerDeadline == NEVER && pollAt == NEVER) {
      command(now);
    }
  }

  /** Puts bytes in that came. */
  public void put(byte[] bytes, int offset, int length, long now) {
    decoder.put(bytes, offset, length);
    latestByte = now;
  }

  /**
   * What the bytes and the time that has come make.
   *
   * @return the next event; {@link HdlcEvent#NONE} if there is none for now
   * @throws HdlcException if the link is at its end
   */
  public HdlcEvent next(long now) throws HdlcException {
    latest = HdlcEvent.NONE;
    while (true) {
      while (decoder.next()) {
        latest = frame(decoder.frame(), now);
        if (latest != HdlcEvent.NONE) {
          return latest;
        }
      }
      if (!decoder.isPending()) {
        break;
      }
      if (now < latestByte + timing.interOctetNanos()) {
        return latest;
      }
      decoder.giveUp();
    }
    if (now >= answerDeadline) {
      noAnswer(now);
    } else if (now >= pollAt) {
      command(now);
    }
    return latest;
  }

  /** When {@link #next} is to be called though nothing comes; the largest value for never. */
  public long deadline() {
    if (decoder.isPending()) {
      return latestByte + timing.interOctetNanos();
    }
    return Math.min(answerDeadline, pollAt);
  }

  private HdlcEvent frame(HdlcFrame frame, long now) throws HdlcException {
    if (trace != null) {
      trace.received(frame.array(), frame.offset(), frame.length());
    }
    boolean toClient = frame.destination().equals(client);
    HdlcFrameType type = frame.type();
    if (type == HdlcFrameType.UI && (toClient || frame.destination().isAllStations())) {
      return unnumbered.accept(frame) ? HdlcEvent.PUSH : HdlcEvent.NONE;
    }
    if (!toClient || !frame.source().equals(server)) {
      return fault(HdlcFault.FOREIGN);
    }
    if (type == null) {
      return fault(HdlcFault.CONTROL);
    }
    return switch (type) {
      case UA -> acknowledged(frame);
      case DM -> disconnected(now);
      case FRMR -> throw rejected(frame);
      case I, RR, RNR, REJ ->
          state == State.CONNECTED ? numbered(type, frame, now) : fault(HdlcFault.UNEXPECTED);
      default -> fault(HdlcFault.UNEXPECTED);
    };
  }

  private HdlcEvent acknowledged(HdlcFrame frame) {
    switch (state) {
      case CONNECTING -> {
        HdlcParameters said =
            Negotiation.read(frame.array(), frame.informationOffset(), frame.informationLength());
        parameters = Negotiation.agree(proposed, said);
        transfer = new Transfer(parameters, Llc.COMMAND, maxApdu);
        carelessPeer = false;
        unconfirmed = 0;
        gap = false;
        answered();
        state = State.CONNECTED;
        return HdlcEvent.CONNECTED;
      }
      case DISCONNECTING -> {
        return ended();
      }
      default -> {
        return fault(HdlcFault.UNEXPECTED);
      }
    }
  }

  private HdlcEvent disconnected(long now) throws HdlcException {
    if (state == State.CONNECTING && !refused && retries < timing.retries()) {
      // The answer, perhaps, to a DISC that was sent twice.
      refused = true;
      retries++;
      command(now);
      return fault(HdlcFault.UNEXPECTED);
    }
    State was = state;
    ended();
    return switch (was) {
      case CONNECTING ->
          throw new HdlcException(Reason.REFUSED, "the meter refuses a link (DM to SNRM)");
      case CONNECTED ->
          throw new HdlcException(Reason.DISCONNECTED, "the meter has ended the link (DM)");
      case DISCONNECTING -> HdlcEvent.DISCONNECTED;
      case DISCONNECTED -> fault(HdlcFault.UNEXPECTED);
    };
  }

  private HdlcException rejected(HdlcFrame frame) {
    ended();
    return new HdlcException(
        Reason.REJECTED, "the meter rejects a frame (FRMR): " + FrameReject.words(frame));
  }

  private HdlcEvent ended() {
    answered();
    state = State.DISCONNECTED;
    return HdlcEvent.DISCONNECTED;
  }

  /** Waits for nothing any more. */
  private void answered() {
    answerDeadline = NEVER;
    pollAt = NEVER;
    busySince = NEVER;
    retries = 0;
    rejected = NONE;
  }

  private HdlcEvent numbered(HdlcFrameType type, HdlcFrame frame, long now) throws HdlcException {
    boolean allSent = transfer.isAllSent();
    int acknowledged = transfer.acknowledge(frame.receiveNumber());
    if (acknowledged > 0) {
      rejected = NONE;
    }
    return switch (type) {
      case I -> information(frame, acknowledged, allSent, now);
      case RR -> receiveReady(frame, acknowledged, now);
      case RNR -> receiveNotReady(acknowledged, now);
      default -> reject(frame, acknowledged, now);
    };
  }

  private HdlcEvent information(HdlcFrame frame, int acknowledged, boolean allSent, long now)
      throws HdlcException {
    switch (transfer.accept(frame)) {
      case DUPLICATE -> {
        return fault(HdlcFault.DUPLICATE);
      }
      case GAP -> {
        faults.count(HdlcFault.GAP);
        // Earlier ones may have been duplicates; the last one is none of what is there already.
        if (frame.isPollFinal() && answerDeadline != NEVER) {
          gap = true;
          command(now);
        }
        return HdlcEvent.NONE;
      }
      case TOO_LONG -> {
        ended();
        throw new HdlcException(
            Reason.TOO_LONG, "the meter sends an APDU of more than " + maxApdu + " bytes");
      }
      default -> {
        // The next one, as it should be.
      }
    }
    if (allSent && transfer.hasUnacknowledged()) {
      // An answer that is new answers all that was asked, whatever N(R) says.
      carelessPeer |= acknowledged <= 0;
      faults.count(HdlcFault.ACKNOWLEDGEMENT);
      transfer.acknowledgeSent();
    }
    retries = 0;
    busySince = NEVER;
    unconfirmed++;
    if (transfer.incoming().isComplete()) {
      if (frame.isPollFinal()) {
        answered();
      } else {
        await(now);
      }
      unconfirmed = 0;
      gap = false;
      if (!transfer.incoming().hasLlc()) {
        faults.count(HdlcFault.LLC);
      }
      return HdlcEvent.APDU;
    }
    if (frame.isPollFinal() || unconfirmed >= parameters.windowReceive()) {
      command(now);
    } else {
      await(now);
    }
    return HdlcEvent.NONE;
  }

  private HdlcEvent receiveReady(HdlcFrame frame, int acknowledged, long now) {
    if (acknowledged <= 0 && carelessPeer && transfer.hasUnacknowledged()) {
      transfer.acknowledgeSent();
    } else if (acknowledged < 0
        || acknowledged == 0 && transfer.hasUnacknowledged() && busySince == NEVER) {
      // It answers an earlier command that was sent twice. If not, time will tell.
      return fault(HdlcFault.UNEXPECTED);
    }
    busySince = NEVER;
    if (!frame.isPollFinal() || answerDeadline == NEVER) {
      return HdlcEvent.NONE;
    }
    retries = 0;
    if (transfer.isAllAcknowledged()) {
      pollLater(now);
    } else {
      command(now);
    }
    return HdlcEvent.NONE;
  }

  private HdlcEvent receiveNotReady(int acknowledged, long now) throws HdlcException {
    if (acknowledged < 0) {
      return fault(HdlcFault.UNEXPECTED);
    }
    if (busySince == NEVER) {
      busySince = now;
    } else if (now - busySince >= BUSY_NANOS) {
      ended();
      throw new HdlcException(
          Reason.BUSY, "the meter takes nothing (RNR) since " + BUSY_NANOS / 1_000_000 + " ms");
    }
    retries = 0;
    pollLater(now);
    return HdlcEvent.NONE;
  }

  private HdlcEvent reject(HdlcFrame frame, int acknowledged, long now) {
    int number = frame.receiveNumber();
    if (acknowledged < 0 || answerDeadline == NEVER || number == rejected) {
      return fault(HdlcFault.UNEXPECTED);
    }
    rejected = number;
    if (acknowledged > 0) {
      retries = 0;
    }
    command(now);
    return HdlcEvent.NONE;
  }

  private void noAnswer(long now) throws HdlcException {
    if (retries == timing.retries()) {
      State was = state;
      ended();
      throw new HdlcException(Reason.NO_ANSWER, noAnswerTo(was));
    }
    retries++;
    rejected = NONE;
    command(now);
  }

  private String noAnswerTo(State was) {
    String what =
        switch (was) {
          case CONNECTING -> "SNRM";
          case DISCONNECTING -> "DISC";
          default -> transfer.isAllAcknowledged() ? "RR" : "an information frame";
        };
    int times = timing.retries() + 1;
    return "no answer to %s from %s within %d ms, sent %s"
        .formatted(
            what,
            server,
            timing.responseNanos() / 1_000_000,
            times == 1 ? "once" : times + " times");
  }

  /** Sends what comes next, and waits for its answer. */
  private void command(long now) {
    int from = out.size();
    switch (state) {
      case CONNECTING -> {
        int length = Negotiation.write(proposed, negotiation);
        int control = HdlcFrameType.SNRM.control(true);
        out.frame(server, client, control, false, negotiation, 0, length);
      }
      case DISCONNECTING -> out.frame(server, client, HdlcFrameType.DISC.control(true));
      case CONNECTED -> {
        // Whatever comes before a command is answered, or will not be.
        transfer.rewind();
        if (busySince != NEVER || !transfer.emit(out, server, client)) {
          HdlcFrameType type = gap ? HdlcFrameType.REJ : HdlcFrameType.RR;
          out.frame(server, client, type.control(transfer.expected(), true));
        }
        unconfirmed = 0;
        gap = false;
      }
      default -> throw new IllegalStateException("no link");
    }
    Traces.sent(trace, out, from);
    pollAt = NEVER;
    await(now);
  }

  private void await(long now) {
    answerDeadline = now + timing.responseNanos();
  }

  private void pollLater(long now) {
    answerDeadline = NEVER;
    pollAt = now + timing.responseNanos() / POLL_DIVISOR;
  }

  private HdlcEvent fault(HdlcFault fault) {
    faults.count(fault);
    return HdlcEvent.NONE;
  }

  /** What is to be written now; {@link HdlcEncoder#reset} it then. */
  public HdlcEncoder output() {
    return out;
  }

  /** Where the link is. */
  public State state() {
    return state;
  }

  /** What both ends have agreed on. */
  public HdlcParameters parameters() {
    return parameters;
  }

  /** What the APDU of the latest event is in, until bytes are put in or {@link #next} is called. */
  public byte[] apduArray() {
    return latest == HdlcEvent.PUSH ? unnumbered.array() : transfer.incoming().array();
  }

  /** Where it begins. */
  public int apduOffset() {
    return latest == HdlcEvent.PUSH ? unnumbered.offset() : transfer.incoming().offset();
  }

  /** How many bytes it has. */
  public int apduLength() {
    return latest == HdlcEvent.PUSH ? unnumbered.length() : transfer.incoming().apduLength();
  }

  /** Who sent it. */
  public HdlcAddress apduSource() {
    return decoder.frame().source();
  }

  /** Forgets the link and everything that came: the line is a new one. */
  public void reset() {
    ended();
    decoder.reset();
    out.reset();
  }

  /** Where raw frames go to; null for nowhere. */
  public void trace(HdlcTrace newTrace) {
    trace = newTrace;
  }

  /** How often this happened. */
  public long faults(HdlcFault fault) {
    return faults.of(fault);
  }
}
